"""The demonstration has something to show to everybody who can log in."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from stdnum.cn import uscc

from deeds.models import Deed, Wish
from deeds.selectors.deeds import deeds_due_for, deeds_to_accept
from deeds.selectors.overview import overview_by_town, totals, years_known
from deeds.workflow import DeedState, WishState
from demo.accounts import ACCOUNTS, PASSWORD
from enterprises.models import Enterprise, Segment
from enterprises.selectors import doubles_proposed, segments_counted
from issues.models import Case, Deadline, RaisedDemand, Slip, Verification
from issues.selectors.work import waiting_for
from issues.workflow import Kind, State
from notices.models import Notice
from organizations.models import Position, User
from reports.models import BRIEFS, Report
from reports.selectors.home import over_caps, visits_planned
from safety.workflow import HazardState
from threads.models import Mention, PromisedCase, Thread
from visits.models import Campaign, CampaignAnswer, PlannedVisit, TeamEnterprise, Visit, VisitTeam
from visits.selectors import campaign_coverage
from visits.workflow import PlannedState

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("demo")]


@pytest.mark.parametrize(
    ("username", "keys"),
    [
        ("office", {"triage", "dispatch", "decide_return", "verify", "close", "return_visit"}),
        ("head", {"accept", "assign", "approve"}),
        ("townhead", {"accept", "assign", "approve"}),
        ("handler", {"handle"}),
    ],
)
def test_work_waits_for(username, keys, world):
    found = waiting_for(user=User.objects.get(username=username))
    assert keys <= {group.key for group in found if group.queryset.exists()}


WITHOUT_CASES = {"admin", "branch"}
"""A branch has its deeds and wishes; no case is led by one."""


@pytest.mark.parametrize(
    "username", [row.username for row in ACCOUNTS if row.username not in WITHOUT_CASES]
)
def test_everybody_sees_cases(username, world):
    assert Case.objects.visible_to(User.objects.get(username=username)).exists()


@pytest.mark.parametrize(
    "username", ["visitor", "head", "townhead", "leader", "principal", "office"]
)
def test_visits_and_enterprises_are_seen_by(username, world):
    person = User.objects.get(username=username)
    assert Visit.objects.visible_to(person).exists()
    assert Enterprise.objects.visible_to(person).exists()


@pytest.mark.parametrize("username", [row.username for row in ACCOUNTS])
def test_everybody_can_log_in_and_see_their_home(username, client, world):
    assert client.login(username=username, password=PASSWORD)
    assert client.get("/").status_code == 200


def test_enterprises_have_raised_demands_and_given_their_word(world):
    states = set(RaisedDemand.objects.values_list("state", flat=True))
    assert {RaisedDemand.State.WAITING, RaisedDemand.State.ACCEPTED} <= states
    assert Verification.objects.filter(link__isnull=False, verifier__isnull=True).exists()
    assert Case.objects.filter(source=Case.Source.ENTERPRISE, closed_at__isnull=False).exists()


def test_every_state_and_mode_occurs(world):
    states = set(Case.objects.values_list("state", flat=True))
    assert states == {*State.values, *HazardState.values}
    assert set(Case.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert set(Visit.objects.values_list("mode", flat=True)) == set(Visit.Mode.values)


def test_visits_bring_hazards_that_go_through_their_loop(world):
    brought = Case.objects.filter(kind=Kind.HAZARD, finding__isnull=False)
    assert brought.exclude(state=HazardState.FOUND).exists()
    assert brought.filter(source=Case.Source.VISIT, attachments__purpose="before").exists()
    assert not Case.objects.filter(
        kind=Kind.HAZARD, source=Case.Source.VISIT, finding__isnull=True
    ).exists()


def test_the_ladder_was_climbed_and_words_were_given(world):
    assert set(Slip.objects.values_list("level", flat=True)) == {1, 2, 3, 4}
    assert Slip.objects.filter(receipt_at__isnull=False).exists()
    assert Case.objects.filter(round__gt=1).exists()
    assert Verification.objects.filter(satisfaction__gte=4).exists()
    assert Case.objects.filter(attachments__purpose="after").exists()
    assert Deadline.objects.filter(met_at__isnull=True, level=4).exists()
    assert Notice.objects.filter(state="delivered", read_at__isnull=True).exists()


def test_nothing_lies_in_the_future_or_waits_in_the_outbox(world):
    now = world.until
    assert not Case.objects.filter(registered_at__gt=now).exists()
    assert not Deadline.objects.filter(met_at__gt=now).exists()
    assert not Deadline.objects.filter(next_at__lte=now).exists()
    assert not Notice.objects.filter(state="pending").exists()


def test_every_enterprise_has_a_valid_code_and_a_team(world):
    doubles = [pair.second.pk for pair in doubles_proposed(user=world.officers[0])]
    assert len(doubles) == 4
    firms = Enterprise.objects.filter(kind=Enterprise.Kind.ENTERPRISE).exclude(pk__in=doubles)
    assert all(map(uscc.is_valid, firms.values_list("uscc", flat=True)))
    assert TeamEnterprise.objects.count() == firms.count()
    assert VisitTeam.objects.first().people()


def test_every_kind_of_target_is_there_and_every_segment_but_one_holds_some(world):
    assert set(Enterprise.objects.values_list("kind", flat=True)) == set(Enterprise.Kind.values)
    segments = segments_counted(user=world.officers[0], segments=list(Segment.objects.all()))
    assert len(segments) == 9
    assert sum(bool(segment.number) for segment in segments) >= 7


def test_one_campaign_ended_and_one_is_at_its_half_with_answers(world):
    shares = {
        campaign.state: campaign_coverage(campaign=campaign, user=world.officers[0])
        for campaign in Campaign.objects.all()
    }
    assert shares["ended"].percent >= 80
    assert 50 <= shares["running"].percent <= 70
    assert CampaignAnswer.objects.count() > shares["running"].visited
    assert Case.objects.filter(campaign__isnull=False).exists()


def test_briefs_of_both_kinds_are_there_each_of_what_stood_on_its_morning(world):
    made = Report.objects.filter(created_by=None)
    assert {report.kind for report in made} == set(BRIEFS)
    assert made.filter(kind="weekly").count() >= 4
    for report in made:
        assert report.state == report.State.DONE
        assert report.stored.size
        assert timezone.localtime(report.as_of).strftime("%H:%M") == "07:35"
        assert report.first_on <= report.last_on < timezone.localdate(report.as_of)
    assert sum(report.facts["dispatched"] for report in made) > 0


def test_one_post_is_vacant_and_one_has_a_delegate(world):
    assert Position.objects.filter(kind="head", holder__isnull=True).count() == 1
    assert Position.objects.filter(delegate__isnull=False).count() == 1


def test_a_second_run_keeps_the_data_and_says_so(world, capsys):
    before = Case.objects.count()
    call_command("demo_load")
    assert "保留不动" in capsys.readouterr().out
    assert Case.objects.count() == before


def test_it_says_who_can_log_in(world, capsys):
    call_command("demo_load", accounts=True)
    told = capsys.readouterr().out
    assert PASSWORD in told
    assert all(row.username in told for row in ACCOUNTS)


def test_threads_are_lively_and_somebody_is_asked(world):
    asked = Mention.objects.filter(asks=True, settled_at__isnull=True)
    assert asked.filter(person__username="office").exists()
    assert Thread.objects.filter(enterprise__isnull=False).count() == 2
    assert PromisedCase.objects.exists()


def test_visits_are_planned_joined_kept_and_one_waits_for_its_approval(world):
    states = set(PlannedVisit.objects.values_list("state", flat=True))
    assert {PlannedState.PLANNED, PlannedState.ASKED, PlannedState.KEPT} <= states
    assert PlannedVisit.objects.filter(rows__joined_at__isnull=False).exists()
    assert PlannedVisit.objects.filter(unannounced=True).exists()
    visitor = User.objects.get(username="visitor")
    assert visits_planned(user=visitor).count.number > 0
    assert over_caps(user=User.objects.get(username="office")).count.number == 1


def test_deeds_and_wishes_stand_in_every_state_and_some_branches_have_none(world):
    branch = User.objects.get(username="branch")
    assert set(Deed.objects.values_list("state", flat=True)) == set(DeedState.values)
    assert {*WishState.values} - set(Wish.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert (Deed.objects.count(), Wish.objects.count()) == (20, 25)
    assert deeds_due_for(user=branch).exists()
    assert deeds_to_accept(user=branch).exists()
    assert deeds_to_accept(user=User.objects.get(username="visitor")).exists()
    office = User.objects.get(username="office")
    years = [totals(overview_by_town(user=office, year=year)) for year in years_known(user=office)]
    for name in ("without", "accepted", "deeds_late", "wishes_late"):
        assert any(figures[name] for figures in years)
