"""Whether a photo was there before: the same file, or one that shows nearly the same picture.

A print is 128 bits of differences between neighbouring greys (dhash), of the whole photo and of
cuts of it: so a photo that was cut is found by the cut. How well, and where the limit was set:
docs/evidence.md. Prints are cut into bands of 16 bits, each with an index: two prints that differ
in at most ``ALIKE_TO`` bits have a band in which they differ in one bit at most, so that looking up
each band and its 16 neighbours finds them all.
"""

from collections.abc import Iterable, Iterator

import dhash
from django.db.models import Q, QuerySet
from PIL import Image, ImageOps, ImageStat

from core.models import PhotoLikeness, PhotoPrint, StoredFile

ALIKE_TO = 15
"""Bits of 128 in which two prints of the same picture may differ."""
FLAT_TO = 5.0
"""Standard deviation of the greys up to which a picture shows nothing to tell it by."""

_CUTS = (
    (0, 0, 1, 1),
    (0.04, 0.04, 0.96, 0.96),
    (0.075, 0.075, 0.925, 0.925),
    (0.11, 0.11, 0.89, 0.89),
    (0, 0, 0.88, 0.88),
    (0.12, 0, 1, 0.88),
    (0, 0.12, 0.88, 1),
    (0.12, 0.12, 1, 1),
)
"""Left, top, right and bottom of each part, the whole first, as shares of the photo."""
WHOLE, MIRRORED = 0, len(_CUTS)
_EDGE = 256
_BANDS = tuple(f"band_{place}" for place in range(8))
_NEIGHBOURS = (0, *(1 << bit for bit in range(16)))


def prints_of(image: Image.Image) -> list[int]:
    """The print of the whole, of each cut and of the mirror image; none of a flat picture."""
    small = image.convert("L")
    small.thumbnail((_EDGE, _EDGE))
    if ImageStat.Stat(small).stddev[0] <= FLAT_TO:
        return []
    width, height = small.size
    cuts = [
        small.crop((width * left, height * top, width * right, height * bottom))
        for left, top, right, bottom in _CUTS
    ]
    return [_print(part) for part in (*cuts, ImageOps.mirror(small))]


def _print(grey: Image.Image) -> int:
    return dhash.dhash_int(list(grey.resize((9, 9), Image.Resampling.LANCZOS).tobytes()))


def photo_print(stored: StoredFile, image: Image.Image) -> None:
    """Keep the prints of a photo, and which photos before it were the same or nearly so."""
    rows = [
        PhotoPrint(stored=stored, part=part, **dict(zip(_BANDS, _bands(bits), strict=True)))
        for part, bits in enumerate(prints_of(image))
    ]
    PhotoPrint.objects.bulk_create(rows)
    found = _nearest(rows) | dict.fromkeys(_same_files(stored), 0)
    PhotoLikeness.objects.bulk_create(
        PhotoLikeness(stored=stored, earlier_id=earlier, distance=distance)
        for earlier, distance in found.items()
    )


def photos_print(stored_files: QuerySet[StoredFile]) -> int:
    """Do so for photos kept before there were prints, the oldest first; how many were done."""
    done = 0
    photos = stored_files.filter(content_type__startswith="image/", prints=None)
    for stored in photos.order_by("uploaded_at", "pk"):
        PhotoLikeness.objects.filter(stored=stored).delete()
        with stored.file.open("rb") as whole, Image.open(whole) as image:
            image.draft("L", (_EDGE, _EDGE))
            photo_print(stored, image)
        done += 1
    return done


def distance_between(one: PhotoPrint, other: PhotoPrint) -> int:
    """In how many of 128 bits they differ."""
    pairs = ((getattr(one, band), getattr(other, band)) for band in _BANDS)
    return sum((mine ^ theirs).bit_count() for mine, theirs in pairs)


def _same_files(stored: StoredFile) -> Iterable:
    same = StoredFile.objects.filter(sha256=stored.sha256, uploaded_at__lte=stored.uploaded_at)
    return same.exclude(pk=stored.pk).values_list("pk", flat=True)


def _nearest(rows: list[PhotoPrint]) -> dict:
    """Earlier photo → its distance: the whole against all their parts, the parts against wholes."""
    found: dict = {}
    for mine, theirs in ((rows[:1], Q()), (rows[1:], Q(part=WHOLE))):
        for other in _candidates(mine, theirs):
            distance = min(distance_between(row, other) for row in mine)
            if distance <= ALIKE_TO:
                found[other.stored_id] = min(distance, found.get(other.stored_id, distance))
    return found


def _candidates(rows: list[PhotoPrint], which: Q) -> Iterator[PhotoPrint]:
    if not rows:
        return
    near = Q()
    for band in _BANDS:
        near |= Q(
            **{f"{band}__in": {getattr(row, band) ^ bit for row in rows for bit in _NEIGHBOURS}}
        )
    stored = rows[0].stored
    others = PhotoPrint.objects.filter(near, which, stored__uploaded_at__lte=stored.uploaded_at)
    yield from others.exclude(stored=stored)


def _bands(bits: int) -> list[int]:
    return [bits >> 16 * place & 0xFFFF for place in range(8)]
