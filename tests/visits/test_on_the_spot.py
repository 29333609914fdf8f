"""The page offers on the spot what the services would take, to each person and of each finding."""

import json
import re
import uuid

import pytest
from django.urls import reverse

from core.access import Scope
from core.errors import DomainError, NotYou
from organizations.roles import GRANTS, Role
from tests.factories import FieldAuthorityFactory, OrganizationFactory
from tests.visits.conftest import photo_bytes
from tests.visits.test_pages import sent
from visits.models import Visit
from visits.selectors import handlings_offered
from visits.services import FindingEntry, visit_log

EVERYTHING = ["issue", "demand", "fire", "gas"]


@pytest.fixture
def people(district, team, person_with):
    """Whoever may log a visit: of the team, of the town, of the office, of the safety authorities."""
    authority = OrganizationFactory(name="消防救援大队", parent=district.root)
    elsewhere = OrganizationFactory(name="东岸镇", kind="town", parent=district.root)
    FieldAuthorityFactory(field="fire", organization=authority)
    FieldAuthorityFactory(field="gas", organization=district.office)
    return {
        "the team's leader": district.leader,
        "the team's department head": district.head,
        "the town's head": district.town_head,
        "the town's official": person_with(Role.VISITING_OFFICIAL, district.town),
        "the office": district.officer,
        "the fire inspector": person_with(Role.SAFETY_OFFICER, authority),
        "the town's inspector": person_with(Role.SAFETY_OFFICER, district.town),
        "another town's inspector": person_with(Role.SAFETY_OFFICER, elsewhere),
    }


OFFERED = {
    # who: what may be dispatched, what may be solved
    "the team's leader": (EVERYTHING, EVERYTHING),
    "the team's department head": (EVERYTHING, EVERYTHING),
    "the town's head": (EVERYTHING, EVERYTHING),
    "the town's official": (EVERYTHING, EVERYTHING),
    "the office": (EVERYTHING, EVERYTHING),
    "the fire inspector": ([], ["fire"]),
    "the town's inspector": ([], ["fire", "gas"]),
    "another town's inspector": ([], []),
}


@pytest.mark.parametrize("who", OFFERED)
def test_what_is_offered_at_an_enterprise_follows_the_permissions(district, people, who):
    offered = handlings_offered(user=people[who], enterprise=district.firm)
    seen = {name: [one for one in EVERYTHING if one in found] for name, found in offered.items()}
    assert (seen["dispatch"], seen["solved"]) == OFFERED[who]


@pytest.mark.parametrize("handling", ["dispatch", "solved"])
@pytest.mark.parametrize("who", OFFERED)
def test_the_services_take_exactly_what_is_offered(district, people, photo, who, handling):
    offered = handlings_offered(user=people[who], enterprise=district.firm)[handling]
    taken = [one for one in EVERYTHING if is_taken(district, people[who], photo, one, handling)]
    assert taken == [one for one in EVERYTHING if one in offered]


def is_taken(district, actor, photo, finding, handling) -> bool:
    is_hazard = finding not in ("issue", "demand")
    entry = FindingEntry(
        kind="hazard" if is_hazard else finding,
        field=finding if is_hazard else "",
        title="漏水",
        handling=handling,
        unit=district.bureau,
        how="当场修好",
        photos=[photo()],
        after=[photo(photo_bytes((41, 30)))],
    )
    try:
        visit_log(
            actor=actor,
            enterprise=district.firm,
            submission_key=uuid.uuid4(),
            situation="正常",
            participants=[actor],
            findings=[entry],
        )
    except NotYou:
        return False
    except DomainError as refusal:
        raise AssertionError(refusal.fields) from refusal
    return True


def test_before_an_enterprise_is_chosen_all_is_offered_that_may_be_open(people):
    offered = handlings_offered(user=people["another town's inspector"])
    assert offered["dispatch"] == []
    assert {"fire", "gas"} <= set(offered["solved"])


def card_of(client, **query) -> tuple[set[str], bool]:
    """The choices shown in the first finding, and whether the words for the others are."""
    page = client.get(reverse("visits:log"), query).content.decode()
    place = page.split("data-handling")[1].split("</fieldset>")[0]
    row = re.search(r'segment-row"( hidden)?>', place)
    labels = re.findall(r'<label class="segment"( hidden)?>.*?value="(\w+)"', place, re.DOTALL)
    words = re.search(r"data-to-office( hidden)?>", place)
    shown = {value for hidden, value in labels if not hidden and not row.group(1)}
    return shown, not words.group(1)


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("the team's leader", {"office", "dispatch", "solved"}),
        ("the fire inspector", {"office", "solved"}),
    ],
)
def test_the_page_shows_what_is_open_to_this_person(district, people, signed_in, who, shown):
    client = signed_in(people[who])
    assert card_of(client, enterprise=district.firm.pk) == (shown, False)
    page = client.get(reverse("visits:brief"), {"enterprise": district.firm.pk}).content.decode()
    told = page.split('id="on-the-spot" type="application/json">')[1].split("<")[0]
    assert json.loads(told) == handlings_offered(user=people[who], enterprise=district.firm)


def test_who_may_do_nothing_on_the_spot_reads_where_it_goes(
    district, person_with, signed_in, monkeypatch
):
    allowed = dict.fromkeys(("visits.visit_log", "visits.visit_view"), (Scope.ALL,))
    monkeypatch.setitem(GRANTS, Role.REPORT_STAFF, allowed)
    staff = signed_in(person_with(Role.REPORT_STAFF, district.root))
    assert card_of(staff) == (set(), True)
    assert card_of(staff, enterprise=district.firm.pk) == (set(), True)


def test_what_was_sent_all_the_same_stays_in_sight_beside_its_refusal(district, people, signed_in):
    answer = signed_in(people["the fire inspector"]).post(
        reverse("visits:log"),
        sent(district, **{"findings-0-kind": "issue", "findings-0-title": "漏水",
                          "findings-0-handling": "dispatch",
                          "findings-0-unit": district.bureau.pk}),
    )  # fmt: skip
    assert answer.status_code == 422
    place = answer.content.decode().split("data-handling")[1].split("</fieldset>")[0]
    assert "You may not do this." in place
    assert 'segment-row">' in place
    assert not Visit.objects.exists()
