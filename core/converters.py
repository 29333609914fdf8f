"""Parts of addresses that more than one app has; known once the core is ready."""

from django.urls import register_converter


class NumberConverter:
    """The number on a case, a visit or a slip: letters and digits; anything else is no address."""

    regex = "[0-9A-Za-z]{1,20}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(NumberConverter, "number")
