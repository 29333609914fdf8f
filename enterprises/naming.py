"""Names as they are compared: what two ways of writing one name have in common."""

import re
import unicodedata

_SIGNS = re.compile(r"[\W_]+")
_FORMS = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|股份公司|总公司|公司)$")


def name_key(name: str) -> str:
    """The name without blanks, brackets, width of signs, capitals and the form of the firm."""
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", name)).lower()
    return (_FORMS.sub("", plain) or plain)[:200]
