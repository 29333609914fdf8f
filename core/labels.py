"""A label before what it names, in the marks of the language."""

from django.utils.translation import gettext as _


def colon(label) -> str:
    """The label with its colon: a space follows it in English, a wide mark stands in Chinese."""
    return _("%(label)s: ") % {"label": label}
