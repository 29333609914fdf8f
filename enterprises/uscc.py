"""Unified social credit codes, by GB 32100-2015."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _
from stdnum.cn.uscc import calc_check_digit

from core.errors import NotSo

# The standard's alphabet leaves out I, O, S, V and Z. Its first two places may be letters
# (villages' collectives begin with N, for one), which stdnum's own validate() refuses.
_SHAPE = re.compile(r"[0-9A-HJ-NP-RTUW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}")

FAULTS = {
    "length": _("A credit code has 18 characters; this has another number. Please complete it."),
    "characters": _(
        "A credit code holds only digits and the capital letters except I, O, S, V and Z, and"
        " digits in places 3 to 8. Please compare it with the business licence."
    ),
    "check": _(
        "The check character of the credit code does not fit. Please compare it with the"
        " business licence."
    ),
}


def normalised(text: str) -> str:
    """Return the code as the standard writes it: no blanks, half-width, upper case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def fault_of(code: str) -> str | None:
    """Name what is wrong with a normalised code, a key of FAULTS; None if nothing is."""
    if len(code) != 18:
        return "length"
    if not _SHAPE.fullmatch(code):
        return "characters"
    return None if calc_check_digit(code[:17]) == code[17] else "check"


def checked(text: str) -> str:
    """Return the normalised code; NotSo if the standard does not allow it."""
    code = normalised(text)
    if fault := fault_of(code):
        raise NotSo(FAULTS[fault], fields={"uscc": FAULTS[fault]})
    return code
