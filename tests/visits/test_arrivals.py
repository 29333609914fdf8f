"""Arriving where a visit is planned, and logging the visit from its plan."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from tests.factories import (
    EnterpriseCodeFactory,
    EnterpriseFactory,
    PlannedVisitFactory,
    VisitFactory,
)
from tests.visits.test_pages import JSON, sent
from visits.models import OverCap, PlannedVisit, Visit
from visits.services.arrivals import planned_check_in
from visits.services.planned import planned_withdraw
from visits.workflow import PlannedState


@pytest.fixture
def today(district):
    """Return a planner for today, of the district's visitor."""

    def made(**facts):
        facts = {"enterprise": district.firm, "planned_by": district.visitor} | facts
        return PlannedVisitFactory(planned_on=timezone.localdate(), **facts)

    return made


@pytest.fixture
def code(district):
    return EnterpriseCodeFactory(enterprise=district.firm)


@pytest.fixture
def scan(signed_in, code):
    """Return what a person sees who scans the code."""

    def scanned(person, **sent):
        client, url = signed_in(person), reverse("visits:check_in", args=[code.token])
        return client.post(url, sent) if sent else client.get(url)

    return scanned


@pytest.mark.parametrize(("days", "is_day"), [(-1, False), (0, True), (1, False)])
def test_one_checks_in_on_the_day_only_and_once(district, today, days, is_day):
    planned = today()
    day = timezone.localdate() + timedelta(days=days)
    PlannedVisit.objects.update(planned_on=day)
    if not is_day:
        with pytest.raises(NotNow):
            planned_check_in(actor=district.visitor, planned=planned, way="code")
        return
    done = planned_check_in(actor=district.visitor, planned=planned, way="code")
    assert (done.checked_in_by, done.checked_in_way) == (district.visitor, "code")
    for again in (
        lambda: planned_check_in(actor=district.visitor, planned=planned, way="hand"),
        lambda: planned_withdraw(actor=district.visitor, planned=planned),
    ):
        with pytest.raises(NotNow):
            again()


def test_only_who_goes_checks_in(district, today):
    with pytest.raises(NotYou):
        planned_check_in(actor=district.officer, planned=today(), way="code")


@pytest.mark.parametrize("state", ["asked", "refused", "withdrawn"])
def test_what_does_not_stand_is_not_checked_in(district, today, state):
    with pytest.raises(NotNow):
        planned_check_in(actor=district.visitor, planned=today(state=state), way="code")


def test_the_code_checks_in_and_opens_the_page_of_the_visit(district, today, scan):
    planned = today()
    assert "Check in now" in scan(district.visitor).content.decode()
    answer = scan(district.visitor, planned=planned.pk)
    assert answer.url == f"{reverse('visits:log')}?planned={planned.pk}"
    planned.refresh_from_db()
    assert planned.checked_in_way == "code"


def test_another_day_and_another_enterprise_are_told_plainly(district, today, scan):
    assert "You have planned no visit here." in scan(district.visitor).content.decode()
    today(enterprise=EnterpriseFactory(name="江北化工", town=district.town))
    assert (
        "Today you are expected at 江北化工, not here." in scan(district.visitor).content.decode()
    )
    planned = today()
    PlannedVisit.objects.filter(pk=planned.pk).update(
        planned_on=timezone.localdate() + timedelta(days=2)
    )
    assert "not for today" in scan(district.visitor).content.decode()
    assert scan(district.visitor, planned=planned.pk).status_code == 409


def test_without_a_plan_a_service_visit_begins_at_once(district, scan):
    answer = scan(district.visitor, start="1")
    planned = PlannedVisit.objects.get()
    assert planned.checked_in_at
    assert (planned.purpose, planned.planned_on) == ("service", timezone.localdate())
    assert answer.url.endswith(f"?planned={planned.pk}")


def test_out_of_reach_nothing_is_begun(district, scan):
    district.firm.town = district.bureau
    district.firm.save()
    assert "not within your reach" in scan(district.visitor).content.decode()
    assert scan(district.visitor, start="1").status_code == 403
    assert not PlannedVisit.objects.exists()


def test_a_revoked_or_wrong_code_says_so(district, code, scan, signed_in):
    wrong = signed_in(district.visitor).get(reverse("visits:check_in", args=["wrong"]))
    assert wrong.status_code == 404
    type(code).objects.update(revoked_at=timezone.now())
    assert scan(district.visitor).status_code == 410


def test_the_page_behind_the_code_offers_the_way_in_to_officials_only(
    district, code, client, signed_in
):
    page = reverse("public:enterprise", args=[code.token])
    way = reverse("visits:check_in", args=[code.token])
    assert way in signed_in(district.visitor).get(page).content.decode()
    for other in (client, signed_in(district.handler)):
        assert way not in other.get(page).content.decode()


# Logging from the plan


def test_the_page_takes_everything_over_from_the_plan(district, today, signed_in):
    at = timezone.now() - timedelta(hours=1)
    planned = today(
        purpose="inspection", unannounced=True, goers=[district.town_head],
        checked_in_at=at, checked_in_by=district.visitor, checked_in_way="code",
    )  # fmt: skip
    page = signed_in(district.visitor).get(reverse("visits:log"), {"planned": planned.pk})
    form = page.context["page"].form
    initial = form.initial
    assert initial["enterprise"] == district.firm
    assert (initial["purpose"], initial["unannounced"]) == ("inspection", True)
    assert initial["participants"] == [district.visitor.pk, district.town_head.pk]
    assert initial["visited_at"] == timezone.localtime(at).replace(second=0, microsecond=0)
    assert f'<option value="{planned.pk}" data-purpose="inspection" selected>' in (
        page.content.decode()
    )


def test_the_visit_of_a_plan_keeps_it(district, today, signed_in):
    planned = today()
    data = sent(district, planned=planned.pk)
    signed_in(district.visitor).post(reverse("visits:log"), data, headers=JSON)
    planned.refresh_from_db()
    assert (planned.state, planned.visit) == (PlannedState.KEPT, Visit.objects.get())
    again = sent(district, planned=planned.pk)
    answer = signed_in(district.visitor).post(reverse("visits:log"), again, headers=JSON)
    assert set(answer.json()["errors"]) == {"planned"}
    with pytest.raises(IntegrityError, match="planned_kept_has_visit"), transaction.atomic():
        PlannedVisit.objects.update(visit=None)


def test_somebody_elses_plan_is_not_kept(district, today, log):
    other = PlannedVisitFactory(enterprise=district.firm, planned_on=timezone.localdate())
    with pytest.raises(NotYou):
        log(planned=other)
    assert not Visit.objects.exists()


def test_an_inspection_over_the_cap_says_why_and_is_decided_about(district, log):
    for _n in range(2):
        VisitFactory(enterprise=district.firm, purpose="inspection")
    with pytest.raises(NotSo) as refusal:
        log(purpose="inspection")
    assert list(refusal.value.fields) == ["over_cap_reason"]
    visit = log(purpose="inspection", over_cap_reason="接到举报")
    asked = OverCap.objects.get()
    assert (asked.visit, asked.counted, asked.reason) == (visit, 2, "接到举报")


def test_a_planned_inspection_needs_no_second_reason_and_cannot_pass_for_a_visit(
    district, today, log
):
    for _n in range(2):
        VisitFactory(enterprise=district.firm, purpose="inspection")
    planned = today(purpose="inspection")
    with pytest.raises(NotSo) as refusal:
        log(planned=planned)
    assert list(refusal.value.fields) == ["purpose"]
    log(planned=planned, purpose="inspection")
    assert not OverCap.objects.exists()


def test_a_service_visit_that_became_an_inspection_is_guarded(district, today, log):
    for _n in range(2):
        VisitFactory(enterprise=district.firm, purpose="inspection")
    with pytest.raises(NotSo) as refusal:
        log(planned=today(), purpose="inspection")
    assert list(refusal.value.fields) == ["over_cap_reason"]


def test_the_brief_asks_why_once_the_cap_is_reached(district, signed_in):
    visitor = signed_in(district.visitor)
    for most, asks in ((1, False), (2, True)):
        VisitFactory(enterprise=district.firm, purpose="inspection")
        page = visitor.get(reverse("visits:brief"), {"enterprise": district.firm.pk})
        assert ('name="over_cap_reason"' in page.content.decode()) == asks, most
