"""What is left out of the rates is shown beside them, and opens its list."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from issues.models import Case
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.requests import case_ask_withdrawal, case_decide_request
from issues.workflow import Asked, State
from reports.periods import Period
from reports.selectors.figures import figures_total
from reports.selectors.frames import Frame
from reports.selectors.known_sets import LEFT_OUT
from tests.factories import CaseFactory
from tests.issues.conftest import district as district

pytestmark = pytest.mark.django_db


@pytest.fixture
def frame(person_with):
    today = timezone.localdate()
    return Frame(
        person_with("report_staff"), Period(today - timedelta(days=30), today), timezone.now()
    )


def dispatched(state=State.DISPATCHED, **facts):
    at = timezone.now() - timedelta(days=1)
    month = timezone.localtime(at).year * 100 + timezone.localtime(at).month
    return CaseFactory(
        state=state, registered_at=at, dispatched_at=at, dispatched_month=month, **facts
    )


def test_withdrawn_and_merged_cases_are_in_no_rate(frame):
    kept = dispatched()
    gone = [
        dispatched(State.WITHDRAWN, closed_at=timezone.now()),
        dispatched(State.MERGED, closed_at=timezone.now(), merged_into=kept),
    ]
    assert {figure.denominator for figure in figures_total(frame)} <= {0, 1}
    assert set(LEFT_OUT.cases(frame)) == set(gone)
    assert Case.objects.count() == 3


def test_how_many_are_left_out_stands_beside_the_rates_and_opens_their_list(frame, signed_in):
    dispatched()
    gone = dispatched(State.WITHDRAWN, closed_at=timezone.now())
    client = signed_in(frame.user)
    page = client.get("/figures/", frame.address)
    assert page.context["board"].excluded.number == 1
    behind = client.get("/figures/cases/", {**frame.address, "which": LEFT_OUT.key})
    assert behind.context["page"].rows == [gone]


def test_the_list_says_of_each_why_it_is_left_out_and_who_decided(district, frame, signed_in):
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
    )
    case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau)
    case_ask_withdrawal(actor=district.officer, case=case, reason="与另一件重复登记")
    case_decide_request(actor=district.leader, case=case, kind=Asked.WITHDRAWAL, approve=True)
    frame = replace(frame, now=timezone.now())
    page = signed_in(frame.user).get("/figures/cases/", {**frame.address, "which": LEFT_OUT.key})
    assert page.context["page"].rows == [case]
    assert page.context["page"].rows[0].left_out == ["与另一件重复登记", "decided by leader"]
    assert "与另一件重复登记" in page.content.decode()
