"""A letter goes out: whoever is in the segment at that moment becomes a recipient, with a link."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.jobs import hint, job_run, keep
from enterprises.models import Enterprise
from letters.models import Letter, LetterLink, LetterRecipient, Sending
from letters.selectors.letters import facts_of, letter_meant
from letters.services.letters import empty_fault, letter_locked, recipients_discard, reply_by_fault
from letters.services.links import link_new
from letters.workflow import MANAGE, LetterState
from notices.services import notice_post

AT_ONCE = 2500
"""More recipients than this are written by a worker, while the page shows how far it is."""
BATCH = 1000
RUN_TASK = "letters.tasks.sending_run"
UNFINISHED = gettext_lazy("The letter could not be sent. Nobody got it; please send it again.")


@transaction.atomic
def letter_send(*, actor, letter: Letter, at: datetime | None = None) -> Sending | None:
    """Send a draft; returns the job if it is for a worker. NotSo where it would go to nobody."""
    require(actor, MANAGE, letter)
    locked, at = letter_locked(letter, "send"), at or timezone.now()
    if fault := reply_by_fault(locked.reply_by_on):
        raise NotSo(fault)
    number = letter_meant(user=actor, letter=locked).count()
    if not number:
        raise NotSo(empty_fault(locked.segment))
    if number > AT_ONCE:
        return _begun(actor, locked, number)
    recipients_discard(locked)
    _recipients_write(locked, letter_meant(user=actor, letter=locked), actor, at)
    _sent(actor, locked, at)
    return None


def _begun(actor, letter: Letter, number: int) -> Sending:
    sending = Sending.objects.create(letter=letter, created_by=actor, progress_total=number)
    hint(RUN_TASK, sending.pk)
    return sending


def _recipients_write(letter: Letter, firms: Iterable[Enterprise], actor, at: datetime) -> None:
    """A row and a link for each: as many statements as batches, whoever they are."""
    rows = [LetterRecipient(letter=letter, enterprise=firm, facts=facts_of(firm)) for firm in firms]
    LetterRecipient.objects.bulk_create(rows, batch_size=BATCH)
    links = [link_new(actor=actor, recipient=row, letter=letter, at=at) for row in rows]
    LetterLink.objects.bulk_create(links, batch_size=BATCH)


def _sent(actor, letter: Letter, at: datetime) -> int:
    number = letter.recipients.count()
    letter.state, letter.sent_at, letter.sent_by = LetterState.SENT, at, actor
    letter.save(update_fields=["state", "sent_at", "sent_by"])
    record(actor=actor, subject=letter, action="letter_send", at=at, recipients=number)
    return number


def sending_run(*, pk: int) -> None:
    """Send what waits for a worker, and tell whoever sent it how that ended."""
    sending = job_run(Sending, pk, _send, unfinished=UNFINISHED)
    if sending is not None and sending.state == Sending.State.FAILED:
        _tell(sending, "letters.not_sent", reason=sending.message)


def _send(sending: Sending) -> None:
    """Batch by batch, so that progress shows; nobody sees a recipient before the last."""
    actor, letter, at = sending.created_by, sending.letter, timezone.now()
    _leftovers_remove(letter)
    done = 0
    for firms in _batches(letter_meant(user=actor, letter=letter)):
        with transaction.atomic():
            _recipients_write(letter, firms, actor, at)
            done += len(firms)
            keep(sending, progress_done=done)
    with transaction.atomic():
        locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if not locked.is_draft:
            raise NotNow(_("The letter was sent already."))
        require(actor, MANAGE, locked)
        if not done:
            raise NotSo(empty_fault(letter.segment))
        number = _sent(actor, locked, at)
        keep(sending, state=Sending.State.DONE, progress_total=number, progress_done=number)
        _tell(sending, "letters.sent", count=number)


def _batches(firms) -> Iterator[Sequence[Enterprise]]:
    rows = firms.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch


@transaction.atomic
def _leftovers_remove(letter: Letter) -> None:
    """What an attempt that broke off wrote gives way."""
    locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not locked.is_draft:
        raise NotNow(_("The letter was sent already."))
    recipients_discard(locked)


def _tell(sending: Sending, template: str, **params) -> None:
    letter = sending.letter
    notice_post(
        recipient=sending.created_by,
        template=template,
        label=str(letter)[:200],
        params=params,
        url=reverse("letters:detail", args=[letter.number]),
        subject_type="letters.letter",
        subject_id=letter.pk,
        dedupe_key=f"letter_sending:{sending.pk}:user:{sending.created_by_id}",
    )
