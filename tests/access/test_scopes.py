"""A list holds what its reader may see, whichever way the database is asked for it."""

import pytest

from core import access
from core.access import listed_within
from enterprises.models import Enterprise
from issues.models import Case, Deadline, Responsibility
from organizations.roles import Role
from tests.access.world import EVERYBODY, World
from tests.factories import CaseFactory, EnterpriseFactory, PlannedVisitFactory, VisitFactory
from visits.models import Finding, PlannedVisit, Visit

pytestmark = pytest.mark.each_database

SIZES = {"narrow": 1000, "wide": -1}


def case_made(**facts):
    """With a number that no service gives out."""
    return CaseFactory(number=f"SQ2020{Case.objects.count():06}", **facts)


@pytest.fixture
def world(db):
    """Each kind of tie between a person and a case, an enterprise or a visit, and things untied."""
    world = World()
    people, bureau = world.people, world.bureau
    cases = [
        world.case,
        case_made(),
        case_made(town=world.town, kind="hazard", state="found"),
        case_made(registered_by=people[Role.VISITING_OFFICIAL]),
        case_made(lead_unit=bureau, handler=people[Role.HANDLER]),
    ]
    for case, unit, role, person in (
        (cases[1], bureau, "support", None),
        (cases[2], world.town, "territory", None),
        (cases[3], world.other_bureau, "sponsor", people[Role.DISTRICT_LEADER]),
        (cases[4], bureau, "lead", None),
    ):
        Responsibility.objects.create(
            case=case, organization=unit, role=role, person=person, since_at=case.registered_at
        )
    brought = VisitFactory(team=world.team, enterprise=EnterpriseFactory())
    Finding.objects.create(visit=brought, case=cases[1], position=1)
    Finding.objects.create(visit=world.visit, case=case_made(), position=1)
    world.team.members.add(people[Role.UNIT_HEAD])
    brought.participants.add(people[Role.SAFETY_OFFICER])
    EnterpriseFactory(town=world.other_bureau)
    for facts in (
        {"unit": bureau},
        {"unit": bureau, "unannounced": True},
        {"enterprise": world.enterprise, "unannounced": True, "state": "asked"},
        {"team": world.team, "planned_by": people[Role.VISITING_OFFICIAL]},
    ):
        PlannedVisitFactory(**facts)
    return world


@pytest.fixture(params=SIZES)
def _size(request, monkeypatch):
    monkeypatch.setattr(access, "NARROW", SIZES[request.param])


@pytest.mark.usefixtures("_size")
@pytest.mark.parametrize("model", [Case, Enterprise, PlannedVisit, Visit])
@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_a_list_holds_what_one_may_see(world, name, model):
    person = world.people[name]
    listed = model.objects.listed_to(person).order_by("pk").values_list("pk", flat=True)
    seen = model.objects.visible_to(person).order_by("pk").values_list("pk", flat=True)
    assert list(listed) == list(seen)


@pytest.mark.usefixtures("_size")
@pytest.mark.parametrize("model", [Responsibility, Deadline])
@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_what_hangs_on_cases_is_listed_as_they_are(world, name, model):
    person = world.people[name]
    rows = listed_within(
        model.objects.all(), user=person, model=Case, permission=Case.view_permission, at="case"
    )
    seen = model.objects.filter(case__in=Case.objects.visible_to(person))
    assert set(rows) == set(seen)


def test_the_ties_of_this_test_are_not_empty(world):
    seen = {name: Case.objects.visible_to(person).count() for name, person in world.people.items()}
    several = {Role.UNIT_HEAD, Role.DISTRICT_LEADER, Role.VISITING_OFFICIAL, Role.HANDLER}
    assert all(1 < seen[role] < Case.objects.count() for role in several)
    assert seen[Role.SAFETY_OFFICER] > 0
