"""Joint meetings: convened with an agenda from the open list, decided item by item, minuted.

A decision is a coordination meeting on that hazard's case (``issues.services.meetings``): its tasks
are parts with deadlines of their own.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import is_allowed, require
from core.audit import record
from core.errors import NotNow, NotSo
from core.numbering import take_numbers
from core.templatetags.times import time_in_words
from issues.models import Case, LadderRung, Meeting
from issues.selectors.recipients import addressee_of
from issues.services.meetings import Task, tasks_give
from issues.services.steps import case_step
from notices.services import notice_post
from organizations.models import Organization, User
from safety.models import AgendaItem, JointMeeting
from safety.selectors.joint import DECIDE, hazards_by_rule

MANAGE = "safety.joint_meeting_manage"


@transaction.atomic
def joint_meeting_convene(
    *,
    actor,
    held_at: datetime,
    place: str,
    chair: User,
    units: Iterable[Organization],
    rules: Iterable[str] = (),
) -> JointMeeting:
    """Call the units together; the hazards that ``rules`` find are the agenda to begin with."""
    require(actor, MANAGE)
    units, at = list(units), timezone.now()
    if not place.strip():
        raise NotSo(_("Say where the meeting is."), fields={"place": ""})
    if not units:
        raise NotSo(_("Choose the units that take part."), fields={"units": ""})
    series = f"LX{timezone.localtime(at).year}"
    meeting = JointMeeting.objects.create(
        number=f"{series}{take_numbers(series):04d}", held_at=held_at, place=place.strip(),
        chair=chair, convened_by=actor, convened_at=at,
    )  # fmt: skip
    meeting.units.set(units)
    chosen = hazards_by_rule(user=actor, rules=list(rules), at=at)
    AgendaItem.objects.bulk_create(
        AgendaItem(joint_meeting=meeting, case=case, place=place, why=why[:100])
        for place, (case, why) in enumerate(chosen, 1)
    )
    record(actor=actor, subject=meeting, action="joint_meeting_convene", items=len(chosen))
    _tell(meeting, units)
    return meeting


def _tell(meeting: JointMeeting, units: list[Organization]) -> None:
    """The heads of the units, and who is in the chair."""
    day = timezone.localdate()
    heads = [addressee_of(unit, LadderRung.Recipient.HEAD, day) for unit in units]
    people = {person.pk: person for person in (meeting.chair, *heads) if person}
    for person in people.values():
        may_open = JointMeeting.objects.visible_to(person).filter(pk=meeting.pk).exists()
        notice_post(
            recipient=person,
            template="safety.joint_meeting",
            label=f"{time_in_words(meeting.held_at)} {meeting.place}"[:200],
            url=meeting.get_absolute_url() if may_open else "",
            subject_type="safety.jointmeeting",
            subject_id=meeting.pk,
            dedupe_key=f"joint_meeting:{meeting.pk}:user:{person.pk}",
        )


@transaction.atomic
def agenda_add(*, actor, meeting: JointMeeting, case: Case, why: str = "") -> AgendaItem:
    """Put one more open hazard at the end of the agenda, by hand."""
    meeting = _locked(actor, meeting)
    if case.closed_at or not is_allowed(actor, DECIDE, case):
        raise NotSo(_("Choose an open hazard that you may decide about."), fields={"case": ""})
    if meeting.items.filter(case=case).exists():
        raise NotSo(_("It is on the agenda already."), fields={"case": ""})
    last = meeting.items.last()
    item = AgendaItem.objects.create(
        joint_meeting=meeting, case=case, place=last.place + 1 if last else 1,
        why=why.strip()[:100] or _("chosen by hand"),
    )  # fmt: skip
    record(actor=actor, subject=meeting, action="agenda_add", note=str(case))
    return item


@transaction.atomic
def agenda_remove(*, actor, meeting: JointMeeting, item: AgendaItem) -> None:
    """Take an item off; what was decided stays."""
    meeting = _locked(actor, meeting)
    item = meeting.items.select_related("case").get(pk=item.pk)
    if item.decision_id:
        raise NotNow(_("It was decided already and stays on the agenda."))
    record(actor=actor, subject=meeting, action="agenda_remove", note=str(item.case))
    item.delete()


@transaction.atomic
def agenda_move(*, actor, meeting: JointMeeting, item: AgendaItem, by: int) -> None:
    """Move an item up (``by`` -1) or down (1) by one place; at either end it stays."""
    meeting = _locked(actor, meeting)
    items = list(meeting.items.all())
    was = items.index(item)
    now = min(max(was + by, 0), len(items) - 1)
    items.insert(now, items.pop(was))
    for place, one in enumerate(items, 1):
        one.place = place
    AgendaItem.objects.bulk_update(items, ["place"])
    if now != was:
        record(actor=actor, subject=meeting, action="agenda_move", places=[was + 1, now + 1])


@transaction.atomic
def agenda_decide(
    *, actor, item: AgendaItem, words: str, tasks: Iterable[Task] = (), seen_version=None
) -> Meeting:
    """Write down what was decided on one hazard, and give each unit its task with its date."""
    meeting = _locked(actor, item.joint_meeting)
    item = meeting.items.select_related("case").get(pk=item.pk)
    if not words.strip():
        raise NotSo(_("Write down what the meeting decided."), fields={"words": ""})
    if item.decision_id:
        raise NotNow(_("This item was decided already."))
    tasks = list(tasks)
    with case_step(
        actor=actor, case=item.case, move="decide_jointly", seen_version=seen_version, note=words
    ) as step:
        decision = Meeting.objects.create(
            case=step.case, round=step.case.round, held_at=meeting.held_at, place=meeting.place,
            convened_by=meeting.convened_by, convened_at=meeting.convened_at,
            minutes=words.strip(), minuted_by=actor, minuted_at=step.at,
        )  # fmt: skip
        decision.units.set(meeting.units.all())
        tasks_give(step, decision, tasks)
        item.decision, item.put_off = decision, ""
        item.save(update_fields=["decision", "put_off"])
    return decision


@transaction.atomic
def agenda_put_off(*, actor, item: AgendaItem, why: str) -> None:
    """Say why an item was not decided; it may still be until the minutes close the meeting."""
    meeting = _locked(actor, item.joint_meeting)
    item = meeting.items.get(pk=item.pk)
    if not why.strip():
        raise NotSo(_("Say why it is put off."), fields={"put_off": ""})
    if item.decision_id:
        raise NotNow(_("This item was decided already."))
    item.put_off = why.strip()
    item.save(update_fields=["put_off"])
    record(actor=actor, subject=meeting, action="agenda_put_off", note=why)


@transaction.atomic
def joint_meeting_minute(*, actor, meeting: JointMeeting, minutes: str) -> None:
    """Close the meeting by its minutes; NotNow while an item is neither decided nor put off."""
    meeting, at = _locked(actor, meeting), timezone.now()
    if not minutes.strip():
        raise NotSo(_("Write the minutes."), fields={"minutes": ""})
    left = [item for item in meeting.items.all() if not item.is_settled]
    if left:
        numbers = "、".join(str(item.place) for item in left)
        raise NotNow(
            _("Still open on the agenda: %(numbers)s. Decide each, or say why it is put off.")
            % {"numbers": numbers}
        )
    meeting.minutes, meeting.minuted_by, meeting.minuted_at = minutes.strip(), actor, at
    meeting.save()
    record(actor=actor, subject=meeting, action="joint_meeting_minute", at=at, note=minutes)


def _locked(actor, meeting: JointMeeting) -> JointMeeting:
    meeting = JointMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(actor, MANAGE, meeting)
    if meeting.is_over:
        raise NotNow(_("The minutes have closed this meeting."))
    return meeting
