"""What was asked for in a case: who decides it, by when, and what was decided."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.times import time_in_words
from issues.models import Case, CaseRequest, Deadline, LadderRung, Responsibility
from issues.selectors.recipients import addressee_of
from issues.workflow import RESOLVING_STAGES, Asked
from organizations.models import User

_BY_OFFICE = (Asked.EXTENSION, Asked.WITHDRAWAL)
_SENTENCES = {
    Asked.EXTENSION: gettext_lazy("An extension to %(new)s waits for %(who)s to decide"),
    Asked.SECOND_EXTENSION: gettext_lazy(
        "A second extension to %(new)s waits for %(who)s to decide"
    ),
    Asked.SUSPENSION: gettext_lazy("A suspension until %(new)s waits for %(who)s to decide"),
    Asked.WITHDRAWAL: gettext_lazy("The withdrawal waits for %(who)s to decide"),
    Asked.REGRADE: gettext_lazy("The change of level waits for %(who)s to decide"),
}


def requests_of(case: Case):
    """Everything asked for, the newest first."""
    return case.requests.select_related("requested_by", "decided_by", "deadline")


def waiting_request(case: Case) -> CaseRequest | None:
    """The one request that waits for its decision."""
    waiting = {"approved__isnull": True, "lapsed_at__isnull": True}
    return requests_of(case).filter(**waiting).first() if case.asked else None


def resolving_deadline(case: Case) -> Deadline | None:
    """The running deadline of the case itself, which an extension is about."""
    return case.deadlines.filter(
        stage__in=RESOLVING_STAGES, met_at__isnull=True, cancelled_at__isnull=True
    ).first()


def extensions_asked(row: Deadline) -> int:
    return row.extensions.count()


def decider_of(request: CaseRequest) -> User | None:
    """To whom a request goes: the office's head, the sponsor, or the leader who answers for the unit.

    A vacant post falls upward, and nobody decides their own; who else may, the permissions say.
    """
    case, today = request.case, timezone.localdate()
    if request.kind in _BY_OFFICE:
        head = addressee_of(case.oversight_unit, LadderRung.Recipient.HEAD, today)
        if head and head.pk != request.requested_by_id:
            return head
    sponsor = _sponsor_of(case)
    unit = case.lead_unit or case.oversight_unit
    return sponsor or addressee_of(unit, LadderRung.Recipient.LEADER, today)


def _sponsor_of(case: Case) -> User | None:
    part = case.responsibilities.filter(
        role=Responsibility.Role.SPONSOR, ended_at__isnull=True, person__is_active=True
    )
    found = part.select_related("person").first()
    return found and found.person


def waiting_sentence(case: Case) -> str:
    """Who must decide what, and by when; empty where nothing waits."""
    request = waiting_request(case)
    if request is None:
        return ""
    who = decider_of(request)
    facts = {
        "who": who or case.oversight_unit,
        "new": time_in_words(request.due_at) if request.due_at else "",
    }
    sentence = str(_SENTENCES[Asked(request.kind)]) % facts
    row = resolving_deadline(case)
    if row is None or row.is_paused:
        return sentence
    facts = {"sentence": sentence, "due": time_in_words(row.due_at)}
    return _("%(sentence)s, before the present deadline %(due)s") % facts
