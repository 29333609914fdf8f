"""What happens every working day: the sweep, notices delivered, slips signed for and answered."""

from datetime import datetime, timedelta

from django.utils import timezone

from demo.story.tale import Life, Tale
from demo.world import World
from issues.models import Slip
from issues.models.ladder import Colour
from issues.services.ladder import deadlines_sweep
from issues.services.reminders import handlers_remind
from issues.services.slips import slip_receive, slip_reply
from notices.models import Notice
from safety.services.acceptance import acceptances_sweep
from safety.services.inquiries import inquiries_sweep

UNREAD_DAYS = 3
SIGNED_WITHIN = timedelta(days=4)
SIGNED = {Colour.BLUE: 0.2, Colour.ORANGE: 0.6, Colour.RED: 0.7}
"""How likely a slip of the colour is signed for on one evening."""
ANSWERED = 0.3
ANSWERS = (
    "已约谈承办科室负责人，明确专人跟办，本周内向企业反馈进展。",
    "因需上级部门批复，办理时间延长；已向企业说明情况，并每周跟进一次。",
    "已召开专题会研究，落实责任人和完成时间，三个工作日内办结。",
    "前期对情况掌握不全，现已到企业现场核实，正在按方案推进。",
)


def mornings(tale: Tale) -> Life:
    """After the opening of each working day: what fell due climbs, and what was told is delivered."""
    while True:
        yield _at(tale.calendar.working_day(tale.day, 1).date, 8, 35)
        handlers_remind(at=tale.at)
        sweep(tale)


def evenings(tale: Tale, world: World) -> Life:
    """After the close of each working day the same; and people see to the slips they have."""
    while True:
        yield _at(_evening(tale), 17, 35)
        sweep(tale)
        for slip in _lately(tale):
            _seen_to(tale, world, slip)


def sweep(tale: Tale) -> None:
    deadlines_sweep(at=tale.at)
    acceptances_sweep(at=tale.at)
    inquiries_sweep(at=tale.at)
    Notice.objects.filter(state=Notice.State.PENDING).update(
        state=Notice.State.DELIVERED, created_at=tale.at, deliver_after=tale.at,
        delivered_at=tale.at, attempts=1,
    )  # fmt: skip


def notices_read(until: datetime) -> None:
    """People have read what is older than a few days."""
    old = Notice.objects.filter(created_at__lt=until - timedelta(days=UNREAD_DAYS))
    old.update(read_at=until - timedelta(days=UNREAD_DAYS))


def _lately(tale: Tale):
    """The slips of the last days, until this morning."""
    since, until = tale.at - SIGNED_WITHIN, tale.at - timedelta(hours=1)
    slips = Slip.objects.filter(recipient__isnull=False, taken_at__range=(since, until))
    return slips.select_related("case", "recipient").order_by("pk")


def _seen_to(tale: Tale, world: World, slip: Slip) -> None:
    chance = tale.rng.random()
    if slip.receipt_at is None:
        if chance < SIGNED[slip.colour]:
            slip_receive(actor=slip.recipient, slip=slip)
        return
    head = world.head(slip.organization_id, tale.day)
    is_grave = slip.colour != Colour.BLUE and slip.replied_at is None
    if is_grave and head is not None and chance < ANSWERED:
        slip_reply(actor=head, slip=slip, text=tale.rng.choice(ANSWERS))


def _evening(tale: Tale):
    """Of this day, if its evening is still to come."""
    is_early = timezone.localtime(tale.at).hour < 17
    return tale.calendar.working_day(tale.day, 0 if is_early else 1).date


def _at(date, hour: int, minute: int) -> datetime:
    return timezone.make_aware(datetime(date.year, date.month, date.day, hour, minute))
