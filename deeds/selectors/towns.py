"""In which town a unit lies; a department stands for itself and for what is below it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from organizations.models import Organization

KINDS = (Organization.Kind.TOWN, Organization.Kind.DEPARTMENT)


def towns_of(units: Iterable[Organization]) -> dict[int, Organization]:
    """For each unit the highest town or department above it, or itself; else what stands below
    the district."""
    units = list(units)
    keys = {key for unit in units for key in _keys(unit)}
    above = Organization.objects.in_bulk(keys)
    return {unit.pk: _highest([above[key] for key in _keys(unit)]) for unit in units}


def towns_offered() -> QuerySet[Organization]:
    """What a filter by town offers: whatever ``towns_of`` may answer."""
    below_district = Q(parent__isnull=False, parent__parent__isnull=True)
    return Organization.objects.active().filter(Q(kind__in=KINDS) | below_district)


def _keys(unit: Organization) -> list[int]:
    """The keys of those above the unit and its own, from the top."""
    return [int(key) for key in unit.path.strip("/").split("/")]


def _highest(line: list[Organization]) -> Organization:
    return next((unit for unit in line if unit.kind in KINDS), line[1] if line[1:] else line[0])
