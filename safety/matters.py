"""When two hazards are the same fault: by the words of what is not as it must be."""

import re
import unicodedata

MATTER_MOST = 200
_SIGNS = re.compile(r"[\W_]+")


def matter_key(words: str) -> str:
    """The words without blanks, signs, their width and capitals; words of signs alone stay."""
    plain = unicodedata.normalize("NFKC", words).lower()
    return (_SIGNS.sub("", plain) or plain.strip() or words)[:MATTER_MOST]
