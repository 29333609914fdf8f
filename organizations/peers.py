"""Peer groups: a unit is compared with its like, and what is below it counts with it."""

from organizations.models import Organization

_TOPS = {Organization.Kind.DEPARTMENT, Organization.Kind.TOWN}
NOBODY = 0


class Groups:
    """The tree of units as the figures see it: departments, towns, and the rest."""

    NAMES = ("department", "town", "other")

    def __init__(self, units: list[Organization]):
        self._units = {unit.pk: unit for unit in units}
        self._tops = {unit.pk: self._top(unit) for unit in units}

    def _top(self, unit: Organization) -> int:
        """The nearest department or town, the unit itself included; else the unit."""
        for key in reversed(unit.path.strip("/").split("/")):
            above = self._units.get(int(key))
            if above and above.kind in _TOPS:
                return above.pk
        return unit.pk

    def top_of(self, unit_id: int | None) -> int:
        return self._tops.get(unit_id, NOBODY)

    def members_of(self, top: int) -> list[int]:
        return [unit for unit, above in self._tops.items() if above == top]

    def group_of(self, top: int) -> str:
        unit = self._units.get(top)
        return unit.kind if unit and unit.kind in _TOPS else "other"

    def name_of(self, unit_id: int | None) -> str:
        """Its short name; empty for nobody."""
        return str(self._units[unit_id]) if unit_id in self._units else ""


def groups_of_units() -> Groups:
    return Groups(list(Organization.objects.only("id", "name", "short_name", "kind", "path")))
