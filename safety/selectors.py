"""Reads about hazards: who oversees a field, which photos stand for before and after."""

from issues.models import Attachment, Case
from organizations.models import Organization
from safety.models import FieldAuthority

BEFORE = (Attachment.Purpose.BEFORE, Attachment.Purpose.FINDING)


def authority_of(field: str) -> Organization | None:
    """Who oversees the field: its authority, else the named catch-all unit; else None."""
    named = FieldAuthority.objects.filter(field=field).select_related("organization").first()
    if named is not None:
        return named.organization
    return Organization.objects.active().filter(is_catch_all=True).first()


def photos_before(case: Case):
    """The photos of the danger as it was found, of any round."""
    return _photos(case).filter(purpose__in=BEFORE)


def photos_after(case: Case):
    """The photos of the rectification that is to be accepted now."""
    return _photos(case).filter(purpose=Attachment.Purpose.AFTER, round=case.round)


def _photos(case: Case):
    return case.attachments.filter(stored__content_type__startswith="image/").select_related(
        "stored"
    )
