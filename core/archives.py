"""Office files are zip archives: what one unpacks to is asked first, and of what is made no time is kept.

They are full of the time they were made; without it, equal content is equal bytes.
"""

import re
import shutil
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FACTS = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def is_bomb(archive: ZipFile, *, parts: int, unpacked: int) -> bool:
    """Whether it has more parts, or unpacks to more bytes; zipfile holds each part to what it declares."""
    found = archive.infolist()
    return len(found) > parts or sum(part.file_size for part in found) > unpacked


def steady(source, target, *, at: datetime) -> None:
    """Copy an office file, part by part, with ``at`` as the only time in it."""
    moment = at.astimezone(UTC)
    with ZipFile(source) as made, ZipFile(target, "w", ZIP_DEFLATED) as kept:
        for part in made.infolist():
            info = ZipInfo(part.filename, moment.timetuple()[:6])
            info.compress_type, info.file_size = ZIP_DEFLATED, part.file_size
            if part.filename == _FACTS:
                kept.writestr(info, _dated(made.read(part), moment))
                continue
            with made.open(part) as old, kept.open(info, "w") as new:
                shutil.copyfileobj(old, new, 1 << 20)


def _dated(facts: bytes, moment: datetime) -> bytes:
    return _MODIFIED.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), facts)
