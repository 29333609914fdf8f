"""What a camera writes into a photo that is kept of it: when it was taken, and where."""

from datetime import datetime
from decimal import Decimal, DecimalException
from typing import NamedTuple

from django.utils import timezone
from PIL import ExifTags, Image

_MICRODEGREE = Decimal("0.000001")


class Place(NamedTuple):
    """Where a photo was taken, in degrees (WGS 84); six decimals are a tenth of a metre."""

    latitude: Decimal
    longitude: Decimal


def place_from(latitude, longitude) -> Place | None:
    """The place, if these are degrees on the globe; else None."""
    try:
        found = Place(Decimal(latitude), Decimal(longitude))
        inside = abs(found.latitude) <= 90 and abs(found.longitude) <= 180
        return Place(*(part.quantize(_MICRODEGREE) for part in found)) if inside else None
    except (DecimalException, TypeError, ValueError):
        return None


def taken_at(image: Image.Image) -> datetime | None:
    """The time the camera wrote, taken as local time; None if absent or unreadable."""
    exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    text = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        taken = datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    return timezone.make_aware(taken, timezone.get_default_timezone())


def taken_where(image: Image.Image) -> Place | None:
    """The place the camera wrote; None if absent or unreadable (0, 0 is a camera without a fix)."""
    gps = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S")
    longitude = _degrees(gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W")
    found = place_from(latitude, longitude)
    return found if found and any(found) else None


def _degrees(gps: dict, tag: int, reference: int, negative: str) -> Decimal | None:
    """Degrees, minutes and seconds as one number; south and west count below zero."""
    try:
        degrees, minutes, seconds = (Decimal(float(part)) for part in gps[tag])
        whole = degrees + minutes / 60 + seconds / 3600
    except (KeyError, TypeError, ValueError, ZeroDivisionError, DecimalException):
        return None
    return -whole if gps.get(reference) == negative else whole
