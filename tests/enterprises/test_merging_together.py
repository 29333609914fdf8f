"""Two people at one target at the same moment, one of whom merges it: on PostgreSQL."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.errors import DomainError, NotNow, Overtaken
from enterprises.models import Enterprise
from enterprises.services import enterprise_merge, enterprise_save
from issues.models import Case
from issues.services.cases import case_register
from tests.factories import EnterpriseFactory
from tests.issues.district import small_district
from tests.issues.test_sweep_twice import together
from threads.models import Thread
from threads.services.posts import post_add
from visits.models import Invitation, PlannedVisit, Visit
from visits.services import visit_log
from visits.services.invitations import invitation_make
from visits.services.planned import planned_add

pytestmark = pytest.mark.each_database

HELD = 0.5
"""How long the first keeps the other waiting before it commits, in seconds."""


def a_case(actor, enterprise):
    case_register(actor=actor, kind="issue", enterprise=enterprise, title="用电不足")


def a_visit(actor, enterprise):
    key = uuid.uuid4()
    facts = {"submission_key": key, "situation": "正常", "participants": [actor]}
    visit_log(actor=actor, enterprise=enterprise, **facts)


def a_plan(actor, enterprise):
    planned_add(
        actor=actor,
        enterprise=enterprise,
        goers=[actor],
        planned_on=timezone.localdate(),
        aim="走访",
    )


def a_post(actor, enterprise):
    post_add(actor=actor, subject=enterprise, submission_key=uuid.uuid4(), text="已联系")


def an_invitation(actor, enterprise):
    meets_at = timezone.now() + timedelta(days=1)
    invitation_make(actor=actor, enterprise=enterprise, meets_at=meets_at)


WRITTEN: dict[Callable, type] = {
    a_case: Case,
    a_visit: Visit,
    a_plan: PlannedVisit,
    a_post: Thread,
    an_invitation: Invitation,
}


@pytest.fixture
def officer(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer at a time in; the race needs PostgreSQL")
    return small_district().officer


def one_after_the_other(first, second):
    """Let ``second`` begin while ``first`` is done but not committed; returns what both answer."""
    done = Event()

    def hold():
        with transaction.atomic():
            first()
            done.set()
            Event().wait(HELD)

    def follow():
        done.wait(timeout=10)
        return second()

    return together(hold, follow)


def merging(officer, merged, kept):
    return lambda: enterprise_merge(actor=officer, merged=merged, kept=kept)


def where(model) -> list[str]:
    return sorted(model.objects.values_list("enterprise__name", flat=True))


@pytest.mark.parametrize("merges_first", [True, False])
def test_what_is_written_at_that_moment_stands_under_the_one_that_stays(merges_first, officer):
    for write, model in WRITTEN.items():
        merged, kept = EnterpriseFactory(name="旧"), EnterpriseFactory(name="新")
        writing = lambda write=write, one=merged: write(officer, one)  # noqa: E731
        pair = (merging(officer, merged, kept), writing)
        one_after_the_other(*(pair if merges_first else reversed(pair)))
        assert where(model) == ["新"], write.__name__


def test_of_two_who_merge_crosswise_one_succeeds_and_the_other_is_told(officer):
    one, other = EnterpriseFactory(name="甲"), EnterpriseFactory(name="乙")

    def told(merge):
        try:
            merge()
        except NotNow as refusal:
            return str(refusal.message)
        return ""

    answers = together(
        lambda: told(merging(officer, one, other)), lambda: told(merging(officer, other, one))
    )
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert Enterprise.objects.filter(merged_into__isnull=False).count() == 1


@pytest.mark.parametrize(("changed", "refusal"), [("merged", NotNow), ("kept", Overtaken)])
def test_who_changes_what_is_being_merged_is_told(changed, refusal, officer):
    pair = {"merged": EnterpriseFactory(name="旧"), "kept": EnterpriseFactory(name="新")}
    seen_at = pair[changed].updated_at

    def change():
        try:
            enterprise_save(
                actor=officer,
                enterprise=pair[changed],
                values={"address": "二路"},
                seen_at=seen_at,
            )
        except DomainError as error:
            return type(error)
        return None

    _none, told = one_after_the_other(merging(officer, **pair), change)
    assert told is refusal
