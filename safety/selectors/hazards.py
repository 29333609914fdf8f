"""Reads about hazards: who oversees a field, the photos, what waits, the board and the ledger."""

from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.paging import Count
from issues.models import Attachment, Case, CaseRequest, Deadline, Responsibility
from issues.selectors.ball import Ball, handler, oversight
from issues.selectors.lists import PiledUp, cases_listed, counts_by
from issues.selectors.work import Work, asked_of_my_unit, in_my_hands
from issues.workflow import Asked, Kind, Stage
from organizations.models import Organization
from safety.models import FieldAuthority, Listing
from safety.workflow import Grade, HazardState, SafetyField

BEFORE = (Attachment.Purpose.BEFORE, Attachment.Purpose.FINDING)


def authority_of(field: str) -> Organization | None:
    """Who oversees the field: its authority, else the named catch-all unit; else None."""
    named = FieldAuthority.objects.filter(field=field).select_related("organization").first()
    if named is not None:
        return named.organization
    return Organization.objects.active().filter(is_catch_all=True).first()


def fields_overseen(units) -> list[str]:
    """The fields of which one of the units is the authority, or the catch-all in its stead."""
    named = dict(FieldAuthority.objects.values_list("field", "organization"))
    catch_all = Organization.objects.active().filter(is_catch_all=True)
    instead = catch_all.values_list("pk", flat=True).first()
    return [field for field in SafetyField.values if named.get(field, instead) in units]


def photos_before(case: Case):
    """The photos of the danger as it was found, of any round."""
    return _photos(case).filter(purpose__in=BEFORE)


def photos_after(case: Case):
    """The photos of the rectification that is to be accepted now."""
    return _photos(case).filter(purpose=Attachment.Purpose.AFTER, round=case.round)


def _photos(case: Case):
    return case.attachments.filter(stored__content_type__startswith="image/").select_related(
        "stored"
    )


def _not_rectified_by_us(user) -> Q:
    ours = Q(lead_unit__isnull=False, lead_unit__in=user.home_unit_ids)
    return ~ours & ~Q(hazard__submitted_by=user)


def _asked(kind: Asked):
    """It was asked for by somebody else, and the person is not of the unit that rectifies."""

    def condition(user) -> Q:
        mine = CaseRequest.objects.filter(
            case=OuterRef("pk"), approved__isnull=True, lapsed_at__isnull=True, requested_by=user
        )
        ours = Q(lead_unit__isnull=False, lead_unit__in=user.home_unit_ids)
        return Q(asked=kind) & ~Q(Exists(mine)) & ~ours

    return condition


def _to_look_at(user) -> Q:
    clock = Deadline.objects.filter(
        case=OuterRef("pk"), stage=Stage.ACCEPTANCE, met_at__isnull=True, cancelled_at__isnull=True
    )
    return Q(Exists(clock)) & ~Q(lead_unit__in=user.home_unit_ids)


def _to_unlist(user) -> Q:
    listed = Listing.objects.filter(case=OuterRef("pk"), unlisted_at__isnull=True)
    return Q(grade=Grade.MAJOR) & Q(Exists(listed))


def _waits(move: str, label, state: str, mine=None) -> Work:
    return Work(
        f"hazard_{move}",
        label,
        move,
        (state,),
        mine,
        kinds=(Kind.HAZARD,),
        url_name="safety:ledger",
    )


WORKS = (
    _waits("file", _("hazards to file"), HazardState.FOUND),
    _waits("assess", _("hazards to assess"), HazardState.FILED),
    _waits("order", _("rectifications to order"), HazardState.ASSESSED),
    _waits("submit", _("hazards to rectify"), HazardState.RECTIFYING, in_my_hands),
    _waits(
        "pass_acceptance",
        _("rectifications to accept"),
        HazardState.ACCEPTING,
        _not_rectified_by_us,
    ),
    Work(
        "hazard_decide_regrade",
        _("changes of level to decide"),
        "approve_regrade",
        (HazardState.ASSESSED, HazardState.RECTIFYING),
        _asked(Asked.REGRADE),
        kinds=(Kind.HAZARD,),
        url_name="safety:ledger",
    ),
    _waits(
        "approve_extension",
        _("extensions of major hazards to decide"),
        HazardState.RECTIFYING,
        _asked(Asked.EXTENSION),
    ),
    Work(
        "hazard_look",
        _("major hazards past their date, to look at on site"),
        "look_after_date",
        (HazardState.RECTIFYING,),
        _to_look_at,
        kinds=(Kind.HAZARD,),
        url_name="safety:ledger",
    ),
    Work(
        "hazard_task",
        _("tasks of joint meetings"),
        "task_reply",
        tuple(state for state in HazardState if state != HazardState.WRITTEN_OFF),
        asked_of_my_unit(Responsibility.Role.TASK),
        kinds=(Kind.HAZARD,),
        url_name="safety:ledger",
    ),
    _waits("unlist", _("major hazards to take off the list"), HazardState.WRITTEN_OFF, _to_unlist),
)
"""What waits among hazards, as issues.selectors.work shows it."""


BALLS = {
    HazardState.FOUND: Ball(oversight, _("Waits for %(who)s to file it"), Stage.FILE),
    HazardState.FILED: Ball(oversight, _("Waits for %(who)s to assess it"), Stage.ASSESS),
    HazardState.ASSESSED: Ball(
        oversight, _("Waits for %(who)s to order the rectification"), Stage.ORDER
    ),
    HazardState.RECTIFYING: Ball(
        handler, _("Waits for %(who)s to have it rectified"), Stage.RECTIFY
    ),
    HazardState.ACCEPTING: Ball(
        oversight, _("Waits for %(who)s to check and accept"), Stage.ACCEPTANCE
    ),
}
"""Who has the ball in each stage; nobody once it is written off."""


def hazards_listed(*, user) -> QuerySet[Case]:
    """The hazards this person may see, with what a card or a row shows."""
    clocks = Deadline.objects.filter(
        case=OuterRef("pk"), met_at__isnull=True, cancelled_at__isnull=True
    )
    since = clocks.order_by("-id").values("started_at")[:1]
    return (
        cases_listed(user=user)
        .filter(kind=Kind.HAZARD)
        .select_related("hazard")
        .annotate(stage_since=Coalesce(Subquery(since), F("closed_at"), F("registered_at")))
    )


COLUMN_SIZE = 20
WRITTEN_OFF = PiledUp(frozenset({HazardState.WRITTEN_OFF}), Q(closed_at__isnull=True))


class Column(NamedTuple):
    """One stage of the board: its first cards, the most urgent first, and how many there are."""

    state: HazardState
    cards: list[Case]
    count: Count | None

    @property
    def has_more(self) -> bool:
        return self.count is None or self.count.number > len(self.cards)


def board_columns(hazards: QuerySet[Case]) -> list[Column]:
    """The stages of the board: a fixed number of queries, however many hazards there are."""
    counts = counts_by(hazards, "state", HazardState.values, WRITTEN_OFF)
    return [Column(state, _cards(hazards, state), counts[state]) for state in HazardState]


def _cards(hazards: QuerySet[Case], state: str) -> list[Case]:
    order = ("-id",) if state == HazardState.WRITTEN_OFF else ("due_key", "id")
    return list(hazards.filter(state=state).order_by(*order)[:COLUMN_SIZE])


def hazards_of(*, user, enterprise) -> list[Case]:
    """The hazards of an enterprise that this person may see, the open ones first."""
    cases = hazards_listed(user=user).filter(enterprise=enterprise)
    return list(cases.order_by(F("closed_at").desc(nulls_first=True), "-id")[:COLUMN_SIZE])


def hazard_rows_for_page(*, user) -> QuerySet[Case]:
    """Hazards this person may see, with what the page of one shows."""
    return (
        Case.objects.visible_to(user)
        .filter(kind=Kind.HAZARD)
        .select_related(
            "enterprise__town",
            "town",
            "lead_unit",
            "oversight_unit",
            "handler",
            "registered_by",
            "hazard__assessed_by",
            "hazard__submitted_by",
            "hazard__repeat_of__case",
            "ledger_record__unit",
        )
        .defer("search")
    )


def acceptances_of(case: Case):
    """The word of each round, the newest first."""
    return case.acceptances.select_related("acceptor", "acceptor_unit", "rectifying_unit")
