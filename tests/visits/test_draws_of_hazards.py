"""Hazards that were written off, drawn at random for a second check by somebody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import NotSo, NotYou
from core.uploads import photo_store
from issues.models import Case
from organizations.roles import Role
from reports.verified import VERIFIED
from safety.workflow import HazardState
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from tests.safety.conftest import district as district_of_hazards
from tests.safety.conftest import hazard_in as hazard_in
from tests.safety.conftest import photo as photo
from tests.safety.conftest import picture
from visits.models import Draw, DrawnCase
from visits.services import draw_make, drawn_answer

hazards_district = district_of_hazards
Result = DrawnCase.Result


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(hazards_district):
    """With ``neighbour``, an official of another town, which had no part in it."""
    place = hazards_district
    town = OrganizationFactory(name="云渡镇", parent=place.root)
    place.neighbour = UserFactory(username="neighbour", full_name="neighbour")
    MembershipFactory(user=place.neighbour, role=Role.VISITING_OFFICIAL, organization=town)
    return place


@pytest.fixture
def written_off(hazard_in):
    return hazard_in(HazardState.WRITTEN_OFF)


@pytest.fixture
def draw(district):
    def make(*visitors, **facts):
        today = timezone.localdate()
        asked = {"since_on": today, "until_on": today, "of": Draw.Of.HAZARDS, "share": 100}
        people = visitors or [district.neighbour]
        return draw_make(actor=district.officer, visitors=people, **{**asked, **facts})

    return make


def test_drawn_from_are_hazards_written_off_and_not_drawn_yet(
    hazard_in, written_off, district, draw
):
    hazard_in(HazardState.ACCEPTING, matter="另一处")
    with pytest.raises(NotSo):
        draw(of=Draw.Of.CASES)
    made = draw()
    assert made.population == 1
    assert [row.case for row in made.cases.all()] == [written_off]
    with pytest.raises(NotSo) as refused:
        draw()
    assert list(refused.value.fields) == ["since_on"]


@pytest.mark.parametrize("person", ["inspector", "head", "handler"])
def test_nobody_who_accepted_or_rectified_is_drawn_to_look_again(
    written_off, district, draw, person
):
    visitor = getattr(district, person)
    MembershipFactory(user=visitor, role=Role.VISITING_OFFICIAL, organization=district.town)
    visitor = type(visitor).objects.get(pk=visitor.pk)
    with pytest.raises(NotSo) as refused:
        draw(visitor)
    assert list(refused.value.fields) == ["visitors"]
    assert draw(visitor, district.neighbour).cases.get().visitor == district.neighbour


def test_what_is_still_rectified_stays_written_off(written_off, district, draw):
    row = draw().cases.get()
    drawn_answer(actor=district.neighbour, drawn=row, result=Result.SOLVED)
    written_off.refresh_from_db()
    row.refresh_from_db()
    assert written_off.state == HazardState.WRITTEN_OFF
    assert row.verification.is_solved
    assert str(row.found) == "still rectified"
    assert Case.objects.count() == 1


def test_what_came_back_is_a_hazard_again_and_counts_in_the_verified_rate(
    written_off, district, draw
):
    row = draw().cases.get()
    shot = photo_store(actor=district.neighbour, upload=picture("navy"))
    drawn_answer(
        actor=district.neighbour, drawn=row, result=Result.NOT_SOLVED, words="又堆满了",
        photos=[shot],
    )  # fmt: skip
    again = Case.objects.exclude(pk=written_off.pk).get()
    assert (again.state, again.relapse_of) == (HazardState.FOUND, written_off)
    assert again.hazard.repeat_of == written_off.hazard
    assert (again.hazard.field, again.hazard.place) == ("fire", "一号车间")
    assert [one.stored for one in again.attachments.all()] == [shot]
    assert Case.objects.get(pk=written_off.pk).state == HazardState.WRITTEN_OFF
    now = timezone.now()
    among = DrawnCase.objects.filter(VERIFIED.condition("denominator", now))
    assert (among.count(), among.filter(VERIFIED.condition("numerator", now)).count()) == (1, 0)


def test_it_is_looked_at_on_site_and_what_came_back_needs_words(written_off, district, draw):
    row = draw().cases.get()
    with pytest.raises(NotSo):
        drawn_answer(actor=district.neighbour, drawn=row, result=Result.NOT_SOLVED)
    with pytest.raises(NotSo) as refused:
        drawn_answer(actor=district.neighbour, drawn=row, result=Result.SOLVED, method="call")
    assert list(refused.value.fields) == ["method"]
    with pytest.raises(NotYou):
        drawn_answer(actor=district.inspector, drawn=row, result=Result.SOLVED)


def test_whoever_was_drawn_answers_on_the_page_in_the_words_of_hazards(
    written_off, district, draw, signed_in
):
    row = draw().cases.get()
    client = signed_in(district.neighbour)
    address = reverse("visits:drawn_answer", args=[row.pk])
    page = client.get(address).content.decode()
    assert "came back" in page
    assert "really solved" not in page
    assert client.get(written_off.get_absolute_url()).status_code == 200
    client.post(address, {"result": "solved"})
    assert DrawnCase.objects.get().result == Result.SOLVED
    detail = signed_in(district.officer).get(reverse("visits:draw_detail", args=[row.draw_id]))
    assert "still rectified" in detail.content.decode()
