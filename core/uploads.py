"""What people send: checked by content, photos re-encoded; of what they hide, time and place are kept."""

import hashlib
import io
import warnings
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core import camera
from core.camera import Place
from core.errors import NotSo
from core.likeness import photo_print
from core.models import StoredFile

PHOTO_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""What Pillow may open; the pictures of some phones, MPO, are opened as JPEG."""
PHOTO_EDGE = 2000
"""Longest edge of a kept photo, in pixels."""
THUMB_EDGE = 240
MAX_PIXELS = 60_000_000

_OFFICE_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE_TYPE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE_TYPE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE_TYPE}.presentationml.presentation",
}


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A photo that was checked and re-encoded, and is kept nowhere yet."""

    name: str
    content: bytes
    taken_at: datetime | None
    place: Place | None = None


def photo_clean(upload) -> CleanPhoto:
    """Check and re-encode a photo before any lock is taken; NotSo says what to do if it is not one.

    Device and every other hidden field are dropped; when and where it was taken are told apart
    from it.
    """
    size_check(upload)
    name = PurePath(upload.name or "photo").stem[:100] + ".jpg"
    return CleanPhoto(name, *_clean_photo(upload.read()))


def photo_keep(*, actor, photo: CleanPhoto, place: Place | None = None) -> StoredFile:
    """Keep a photo with its print, and where it was taken; of an enterprise's photo no place.

    ``place`` is what the device says, with its holder's consent; the photo's own goes before it.
    """
    place, told_by = (
        (photo.place, StoredFile.PlaceFrom.CAMERA)
        if photo.place
        else (place, StoredFile.PlaceFrom.DEVICE)
    )
    told = {**place._asdict(), "place_from": told_by} if place and actor.pk else {}
    stored = _keep(actor, photo.content, photo.name, "image/jpeg", taken_at=photo.taken_at, **told)
    with Image.open(io.BytesIO(photo.content)) as image:
        photo_print(stored, image)
    return stored


def photo_store(*, actor, upload, place: Place | None = None) -> StoredFile:
    """Check, re-encode and keep a photo; ``place`` as for ``photo_keep``."""
    return photo_keep(actor=actor, photo=photo_clean(upload), place=place)


def file_store(*, actor, upload, place: Place | None = None) -> StoredFile:
    """Check and keep a photo or a document (PDF, Word, Excel, PowerPoint)."""
    size_check(upload)
    content = upload.read()
    kind = _document_kind(content)
    if kind is None:
        upload.seek(0)
        return photo_store(actor=actor, upload=upload, place=place)
    name = PurePath(upload.name or "file").stem[:100] + f".{kind}"
    return _keep(actor, content, name, _TYPES[kind])


def made_keep(*, actor, file, name: str, content_type: str) -> StoredFile:
    """Keep an open file that was made here, however large: it is read piece by piece."""
    stored = StoredFile(name=name, content_type=content_type, uploaded_at=timezone.now())
    stored.uploaded_by_id = actor.pk
    stored.size = file.seek(0, io.SEEK_END)
    file.seek(0)
    stored.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    stored.file.save(_place(stored), File(file), save=False)
    stored.save()
    return stored


def thumbnail_name(key: UUID) -> str:
    return f"thumbs/{key}.jpg"


def thumbnail_of(stored: StoredFile) -> bytes:
    """A small picture of a kept photo; made when it is first asked for."""
    name = thumbnail_name(stored.pk)
    storage = stored.file.storage
    if not storage.exists(name):
        with stored.file.open("rb") as whole, Image.open(whole) as image:
            image.draft("RGB", (THUMB_EDGE, THUMB_EDGE))
            image.thumbnail((THUMB_EDGE, THUMB_EDGE))
            out = io.BytesIO()
            image.save(out, "JPEG", quality=80)
        name = storage.save(name, ContentFile(out.getvalue()))
    with storage.open(name, "rb") as small:
        return small.read()


def size_check(upload) -> None:
    """Raise NotSo for a file that is empty, or larger than may be sent."""
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise NotSo(
            _("“%(name)s” is larger than %(limit)s MB. Send a smaller one; nothing else is lost.")
            % {"name": upload.name, "limit": settings.MAX_UPLOAD_BYTES // 1024 // 1024}
        )
    if not upload.size:
        raise NotSo(_("“%(name)s” is empty. Choose it again.") % {"name": upload.name})


def _document_kind(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    return next((kind for kind, part in _OFFICE_PARTS.items() if part in names), None)


def _clean_photo(content: bytes) -> tuple[bytes, datetime | None, Place | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=PHOTO_FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise NotSo(_("This photo has too many pixels. Take it again in a smaller size."))
            taken = camera.taken_at(image), camera.taken_where(image)
            clean = ImageOps.exif_transpose(image).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ) as error:
        raise NotSo(
            _(
                "This file is neither a photo nor a document we can read (JPEG, PNG, PDF, Word, Excel). Choose another."
            )
        ) from error
    clean.thumbnail((PHOTO_EDGE, PHOTO_EDGE))
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue(), *taken


def _keep(actor, content: bytes, name: str, content_type: str, **taken) -> StoredFile:
    stored = StoredFile(
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=timezone.now(),
        uploaded_by_id=actor.pk,
        **taken,
    )
    stored.file.save(_place(stored), ContentFile(content), save=False)
    stored.save()
    return stored


def _place(stored: StoredFile) -> str:
    return f"{stored.pk}{PurePath(stored.name).suffix}"
