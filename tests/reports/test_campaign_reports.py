"""A campaign's workbook: at once while it is small, else as a report of what its maker sees."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from core.errors import NotYou
from core.models import Job, TrailEntry
from organizations.models import Organization
from organizations.roles import Role
from reports.models import Report
from reports.services import starting
from reports.services.reports import LIVES, files_expire, report_run
from reports.services.starting import campaign_report, report_again
from tests.factories import (
    CampaignFactory,
    CampaignTargetFactory,
    EnterpriseFactory,
    MembershipFactory,
    OrganizationFactory,
    TeamEnterpriseFactory,
    VisitFactory,
    VisitTeamFactory,
)
from tests.reports.district import NOW
from visits import selectors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_that_morning")]
TARGETS, ANSWERS = 1, 3
"""Places of the sheets that are looked at."""
ABOVE = 3
"""Title, note and headings."""
PEOPLE = ("official", "mate", "head", "office", "staff", "auditor", "leader", "safety", "handler")


@pytest.fixture(scope="module")
def places(once):
    with time_machine.travel(NOW, tick=False), once(_made) as made:
        yield made


def _made():
    """A campaign of five targets in two towns; a team with two officials serves two of them."""
    root = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    bureau = OrganizationFactory(parent=root)
    near, far = (OrganizationFactory(parent=root, kind="town") for _n in range(2))
    campaign = CampaignFactory(is_running=True)
    team = VisitTeamFactory(department=bureau, town=near)
    for number, town in enumerate((near, near, far, far, None)):
        firm = EnterpriseFactory(town=town)
        CampaignTargetFactory(campaign=campaign, enterprise=firm)
        if town == near:
            TeamEnterpriseFactory(team=team, enterprise=firm)
        if number % 2 == 0:
            VisitFactory(enterprise=firm, campaign=campaign, team=team if town == near else None)

    def person(role, unit):
        return MembershipFactory(role=role, organization=unit).user

    people = {
        "official": person(Role.VISITING_OFFICIAL, bureau),
        "mate": person(Role.VISITING_OFFICIAL, bureau),
        "head": person(Role.UNIT_HEAD, near),
        "office": person(Role.VISIT_OFFICE, root),
        "staff": person(Role.REPORT_STAFF, root),
        "auditor": person(Role.AUDITOR, root),
        "leader": person(Role.DISTRICT_LEADER, root),
        "safety": person(Role.SAFETY_OFFICER, near),
        "handler": person(Role.HANDLER, bureau),
    }
    team.members.add(people["official"], people["mate"])
    return SimpleNamespace(campaign=campaign, bureau=bureau, root=root, **people)


def made(actor, campaign) -> Report:
    report = report_run(pk=campaign_report(actor=actor, campaign=campaign).pk)
    assert report.state == Job.State.DONE, report.message
    return report


def content(report) -> bytes:
    with report.stored.file.open("rb") as file:
        return file.read()


def sheets(workbook: bytes) -> list[list[tuple]]:
    """The rows of each sheet under its headings, each without its number."""
    book = load_workbook(io.BytesIO(workbook))
    return [[row[1:] for row in list(sheet.values)[ABOVE:] if row[1]] for sheet in book]


def test_a_small_one_comes_at_once_and_stands_in_the_trail(places, signed_in):
    address = reverse("reports:campaign_export", args=[places.campaign.pk])
    answer = signed_in(places.official).get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(sheets(answer.getvalue())[TARGETS]) == 2
    told = TrailEntry.objects.filter(action="campaign_workbook", actor=places.official)
    assert (told.count(), Report.objects.count()) == (1, 0)


def test_a_large_one_is_made_by_a_worker_and_its_link_runs_out(places, signed_in, monkeypatch):
    monkeypatch.setattr(starting, "AT_ONCE_MOST", 2)
    client, maker = signed_in(places.official), places.official
    address = reverse("reports:campaign_export", args=[places.campaign.pk])
    assert b"3 rows" in client.get(address).content
    answer = client.post(address)
    report = Report.objects.get()
    assert (answer.url, report.progress_total) == (report.get_absolute_url(), 3)
    page = client.get(answer.url).text
    assert "hx-get" in page
    assert "the targets and visits that the maker could see" in page
    report = report_run(pk=report.pk)
    assert report.progress_done == report.row_count > 3
    file = client.get(reverse("reports:report_file", args=[report.pk]))
    assert file.getvalue() == content(report)
    taken = TrailEntry.objects.filter(subject_type="reports.report", subject_id=report.pk)
    assert set(taken.values_list("action", "actor")) == {
        ("report_start", maker.pk),
        ("report_take", maker.pk),
    }
    with time_machine.travel(NOW + LIVES, tick=False):
        gone = signed_in(maker).get(reverse("reports:report_file", args=[report.pk]))
        assert gone.status_code == 410


@pytest.mark.parametrize(
    ("maker", "targets", "visits"),
    [("office", 5, 3), ("official", 2, 1), ("head", 2, 1), ("safety", 2, 1)],
)
def test_it_holds_what_its_maker_sees_and_says_the_same_again(
    maker, targets, visits, places, monkeypatch
):
    monkeypatch.setattr(starting, "AT_ONCE_MOST", 2)
    user, campaign = getattr(places, maker), places.campaign
    report = made(user, campaign)
    first, rows = content(report), sheets(content(report))
    assert (len(rows[TARGETS]), len(rows[ANSWERS])) == (targets, visits)
    share = selectors.campaign_coverage(campaign=campaign, user=user)
    assert (share.targets, share.visits) == (targets, visits)
    with time_machine.travel(NOW + LIVES + timedelta(hours=1), tick=False):
        CampaignTargetFactory(campaign=campaign)
        assert files_expire() == 1
        report.refresh_from_db()
        report_again(actor=user, report=report)
        assert content(report_run(pk=report.pk)) == first


@pytest.mark.parametrize(
    ("maker", "readers"),
    [
        ("official", {"official", "office", "staff", "auditor"}),
        ("head", {"head", "office", "staff", "auditor"}),
        ("safety", {"safety", "office", "staff", "auditor"}),
        ("office", {"office", "staff", "auditor"}),
    ],
)
def test_its_maker_fetches_it_and_who_sees_every_campaign(maker, readers, places, signed_in):
    """Nobody else, though they see the campaign: not those of the same team, unit or town."""
    report = made(getattr(places, maker), places.campaign)
    address = reverse("reports:report_file", args=[report.pk])
    codes = {name: signed_in(getattr(places, name)).get(address).status_code for name in PEOPLE}
    expected = {name: 200 if name in readers else 404 for name in PEOPLE} | {"handler": 403}
    assert codes == expected


def test_who_left_the_unit_no_longer_fetches_it(places, signed_in):
    report = made(places.official, places.campaign)
    places.official.memberships.all().delete()
    MembershipFactory(role=Role.VISITING_OFFICIAL, user=places.official)
    official = type(places.official).objects.get(pk=places.official.pk)
    address = reverse("reports:report_file", args=[report.pk])
    assert signed_in(official).get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.VISIT_OFFICE, Role.HANDLER])
def test_duties_that_changed_before_it_was_made_end_it(role, places):
    report = campaign_report(actor=places.official, campaign=places.campaign)
    places.official.memberships.all().delete()
    MembershipFactory(role=role, user=places.official, organization=places.root)
    report = report_run(pk=report.pk)
    assert (report.state, report.stored) == (Job.State.FAILED, None)
    assert "职责" in report.message


def test_who_does_not_see_the_campaign_has_none_made(places, signed_in):
    address = reverse("reports:campaign_export", args=[places.campaign.pk])
    for method in ("get", "post"):
        assert getattr(signed_in(places.leader), method)(address).status_code == 404
    with pytest.raises(NotYou):
        campaign_report(actor=places.leader, campaign=places.campaign)
    assert not Report.objects.exists()


@pytest.mark.parametrize(("kind", "is_named"), [("campaign", False), ("lists", True)])
def test_the_database_holds_which_campaign_it_is_of(kind, is_named, places):
    report = campaign_report(actor=places.office, campaign=places.campaign)
    report.kind, report.campaign = kind, places.campaign if is_named else None
    with pytest.raises(ValidationError, match="report_of_a_campaign_names_it"):
        report.validate_constraints()
