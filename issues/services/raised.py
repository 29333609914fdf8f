"""A demand that an enterprise raises by itself: taken in, then taken up or not."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.numbering import take_numbers
from core.uploads import CleanPhoto, photo_keep
from enterprises.models import EnterpriseCode
from issues.access import EnterpriseActor
from issues.models import Case, RaisedDemand, RaisedPhoto
from issues.services.cases import case_register
from issues.services.notify import raised_tell
from issues.workflow import Kind

RAISE, REVIEW = "issues.demand_raise", "issues.raised_demand_review"
NUMBER_PREFIX = "QS"
MOST_PHOTOS = 3
MOST_WAITING = 10
"""So many of one enterprise may wait at a time: more is not read sooner."""


@transaction.atomic
def demand_raise(
    *, code: EnterpriseCode, submission_key: UUID, photos: Iterable[CleanPhoto] = (), **facts
) -> RaisedDemand:
    """Take in what an enterprise sends; the same ``submission_key`` again changes nothing.

    ``facts``: title, description, contact_name, contact_phone. NotNow once the code is revoked,
    and while too many wait already.
    """
    actor, now, photos = EnterpriseActor.by_code(code), timezone.now(), list(photos)
    require(actor, RAISE, code.enterprise)
    _lock(code)
    sent = RaisedDemand.objects.filter(submission_key=submission_key, code=code).first()
    if sent:
        return sent
    _check(code, photos)
    demand = RaisedDemand.objects.create(
        number=_number(now),
        enterprise=code.enterprise,
        code=code,
        raised_at=now,
        submission_key=submission_key,
        **facts,
    )
    for photo in photos:
        stored = photo_keep(actor=actor, photo=photo)
        RaisedPhoto.objects.create(demand=demand, stored=stored)
    record(actor=actor, subject=demand, action=RAISE, at=now)
    raised_tell(demand=demand)
    return demand


def _number(at) -> str:
    prefix = f"{NUMBER_PREFIX}{timezone.localtime(at).year}"
    return f"{prefix}{take_numbers(prefix):06d}"


def _lock(code: EnterpriseCode) -> None:
    """Let those who send at once take turns, and none after the code was revoked."""
    in_force = EnterpriseCode.objects.filter(pk=code.pk, revoked_at__isnull=True)
    if in_force.select_for_update().first() is None:
        raise NotNow(_("This code is no longer valid. Please use the newest sheet."))


def _check(code: EnterpriseCode, photos: list) -> None:
    if len(photos) > MOST_PHOTOS:
        raise NotSo(_("At most %d photos.") % MOST_PHOTOS, fields={"photos": ""})
    waiting = RaisedDemand.objects.filter(
        enterprise=code.enterprise, state=RaisedDemand.State.WAITING
    )
    if waiting.count() >= MOST_WAITING:
        raise NotNow(
            _("%(count)d demands of yours wait already. Please let us look at them first.")
            % {"count": MOST_WAITING}
        )


@transaction.atomic
def demand_take_up(*, actor, demand: RaisedDemand, title: str, category=None) -> Case:
    """Make a case of it, in the words of whoever looked at it, with its photos."""
    locked = _to_be_decided(actor, demand)
    case = case_register(
        actor=actor,
        kind=Kind.DEMAND,
        enterprise=locked.enterprise,
        title=title,
        description=_described(locked),
        category=category,
        source=Case.Source.ENTERPRISE,
        files=locked.photos.order_by("uploaded_at"),
    )
    _decide(actor, locked, RaisedDemand.State.ACCEPTED, case=case)
    return case


def _described(demand: RaisedDemand) -> str:
    contact = _("Contact: %(name)s, %(phone)s (raised as %(number)s)") % {
        "name": demand.contact_name,
        "phone": demand.contact_phone,
        "number": demand.number,
    }
    return f"{demand.description}\n\n{contact}"


@transaction.atomic
def demand_refuse(*, actor, demand: RaisedDemand, reason: str) -> None:
    """Not taken up, with a reason that the enterprise reads."""
    if not reason.strip():
        raise NotSo(_("Say why; the enterprise reads it."), fields={"reason": ""})
    locked = _to_be_decided(actor, demand)
    _decide(actor, locked, RaisedDemand.State.REFUSED, reason=reason.strip())


def _to_be_decided(actor, demand: RaisedDemand) -> RaisedDemand:
    rows = RaisedDemand.objects.select_for_update(of=("self",)).select_related("enterprise__town")
    locked = rows.get(pk=demand.pk)
    require(actor, REVIEW, locked)
    if not locked.is_waiting:
        raise NotNow(
            _("%(who)s has decided this already: %(state)s.")
            % {"who": locked.decided_by, "state": locked.get_state_display()}
        )
    return locked


def _decide(actor, demand: RaisedDemand, state: str, **facts) -> None:
    demand.state, demand.decided_by, demand.decided_at = state, actor, timezone.now()
    for name, value in facts.items():
        setattr(demand, name, value)
    demand.save()
    record(
        actor=actor,
        subject=demand,
        action=REVIEW,
        note=demand.reason,
        at=demand.decided_at,
        state=[RaisedDemand.State.WAITING, state],
        case=demand.case.number if demand.case else "",
    )
