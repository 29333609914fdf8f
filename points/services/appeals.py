"""A unit objects to an entry, once; somebody else decides, once; upheld is a counter entry."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo, NotYou
from core.models import StoredFile
from points.models import Appeal, AppealFile, Entry
from points.services.booking import ledger_lock
from points.services.ledger import counter_check, counter_write
from points.services.telling import appeal_tell_decided, appeal_tell_deciders
from points.workflow import APPEAL, DECIDE


@transaction.atomic
def appeal_make(*, actor, entry: Entry, reason: str, files: Sequence[StoredFile] = ()) -> Appeal:
    require(actor, APPEAL, entry)
    if not reason.strip():
        raise NotSo(_("Say why the entry is wrong."), fields={"reason": ""})
    ledger_lock()
    counter_check(entry)
    if Appeal.objects.filter(entry=entry).exists():
        raise NotNow(_("Somebody appealed against this entry before. An appeal is made once."))
    appeal = Appeal.objects.create(
        entry=entry, reason=reason.strip(), made_by=actor, made_at=timezone.now()
    )
    AppealFile.objects.bulk_create(AppealFile(appeal=appeal, stored=stored) for stored in files)
    record(actor=actor, subject=entry, action="points_appeal", note=appeal.reason, files=len(files))
    appeal_tell_deciders(appeal)
    return appeal


@transaction.atomic
def appeal_decide(*, actor, appeal: Appeal, upheld: bool, decision: str) -> Appeal:
    """Uphold it, by a counter entry, or dismiss it; the decision is final."""
    require(actor, DECIDE, appeal)
    if not decision.strip():
        raise NotSo(
            _("Give the reasons of the decision: the unit reads them."), fields={"decision": ""}
        )
    ledger_lock()
    appeal = Appeal.objects.select_related("entry__unit", "made_by").get(pk=appeal.pk)
    if not appeal.waits:
        raise NotNow(_("This appeal was decided before. Reload to see how."))
    if appeal.made_by_id == actor.pk:
        raise NotYou(_("You made this appeal: somebody else decides it."))
    appeal.upheld, appeal.decision = upheld, decision.strip()
    appeal.decided_by, appeal.decided_at = actor, timezone.now()
    if upheld:
        counter_write(actor, appeal.entry, appeal.decision)
    appeal.save()
    record(
        actor=actor,
        subject=appeal.entry,
        action="points_decide",
        note=appeal.decision,
        upheld=upheld,
    )
    appeal_tell_decided(appeal)
    return appeal
