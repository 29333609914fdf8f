"""An online visit that is prepared: invited, filled in by the enterprise once, then visited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.templatetags.times import time_in_words
from enterprises.models import Enterprise
from enterprises.services import enterprise_held
from notices.services import notice_post
from organizations.models import User
from visits.access_online import InvitedActor
from visits.models import Invitation, InvitationAnswer, InvitationLink, ProposedDemand
from visits.services.units import unit_of

LOG, MANAGE, ANSWER = "visits.visit_log", "visits.invitation_manage", "visits.invitation_answer"
MOST_DEMANDS = 5


@dataclass(frozen=True, kw_only=True)
class DemandEntry:
    """A question or demand as the enterprise put it."""

    title: str
    description: str = ""


def invitation_make(
    *,
    actor,
    enterprise: Enterprise,
    meets_at: datetime,
    people: Sequence[User] = (),
    about: str = "",
) -> Invitation:
    """Prepare an online visit; its link works once, and for 14 days.

    NotNow while another invitation waits there: an enterprise is asked once, not by each of us.
    """
    enterprise = enterprise.kept
    require(actor, LOG, enterprise)
    at = timezone.now()
    _check_time(meets_at, at)
    with transaction.atomic():
        enterprise = enterprise_held(enterprise)
        require(actor, LOG, enterprise)
        Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
        _check_alone(enterprise, at)
        invitation = Invitation.objects.create(
            enterprise=enterprise,
            meets_at=meets_at,
            about=about.strip(),
            invited_by=actor,
            unit_id=unit_of(actor, enterprise),
            created_at=at,
        )
        invitation.people.set(people or [actor])
        _link_open(invitation, actor, at)
        record(actor=actor, subject=invitation, action="invitation_make", at=at)
    return invitation


def _check_time(meets_at: datetime, at: datetime) -> None:
    if meets_at <= at:
        sentence = _("This lies in the past. Enter when you will speak to each other.")
    elif meets_at > at + InvitationLink.LIVES:
        sentence = _("The link works for 14 days. Choose a time within them.")
    else:
        return
    raise NotSo(_("Not saved yet; please look at what is marked."), fields={"meets_at": sentence})


def _check_alone(enterprise: Enterprise, at: datetime) -> None:
    waiting = InvitationLink.objects.unused(at).filter(
        invitation__enterprise=enterprise,
        invitation__withdrawn_at__isnull=True,
        invitation__visit__isnull=True,
    )
    there = waiting.select_related("invitation__invited_by").first()
    if there:
        raise NotNow(
            _("%(who)s has invited this enterprise already, for %(when)s. Join that visit.")
            % {
                "who": there.invitation.invited_by,
                "when": time_in_words(there.invitation.meets_at),
            }
        )


def _link_open(invitation: Invitation, actor, at: datetime) -> None:
    invitation.links.filter(superseded_at__isnull=True).update(superseded_at=at)
    InvitationLink.objects.create(
        invitation=invitation, made_by=actor, made_at=at, expires_at=at + InvitationLink.LIVES
    )


@transaction.atomic
def invitation_renew(*, actor, invitation: Invitation) -> None:
    """Give it a new link; the one before opens nothing any more."""
    locked = _to_change(actor, invitation)
    if locked.link.used_at:
        raise NotNow(_("The enterprise has filled in its side already."))
    at = timezone.now()
    _link_open(locked, actor, at)
    record(actor=actor, subject=locked, action="invitation_renew", at=at)


@transaction.atomic
def invitation_withdraw(*, actor, invitation: Invitation) -> None:
    """Call the online visit off; the link then says so."""
    locked = _to_change(actor, invitation)
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    record(actor=actor, subject=locked, action="invitation_withdraw", at=locked.withdrawn_at)


def _to_change(actor, invitation: Invitation) -> Invitation:
    require(actor, MANAGE, invitation)
    locked = invitation_locked(invitation)
    _check_open(locked)
    return locked


def invitation_locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "enterprise", "invited_by"
    )
    return rows.get(pk=invitation.pk)


def _check_open(invitation: Invitation) -> None:
    if invitation.withdrawn_at:
        raise NotNow(_("This online visit was called off."))
    if invitation.visit_id:
        raise NotNow(_("This online visit has taken place and is logged."))


@transaction.atomic
def invitation_answer(
    *,
    link: InvitationLink,
    situation: str,
    contact_name: str,
    contact_phone: str,
    demands: Iterable[DemandEntry] = (),
) -> InvitationAnswer:
    """The enterprise's side, once; NotNow when the link takes nothing any more."""
    actor, at, demands = InvitedActor(link), timezone.now(), list(demands)
    locked = invitation_locked(link.invitation)
    require(actor, ANSWER, locked)
    _check_open(locked)
    if len(demands) > MOST_DEMANDS:
        raise NotSo(_("At most %(most)d questions.") % {"most": MOST_DEMANDS})
    if not InvitationLink.objects.unused(at).filter(pk=link.pk).update(used_at=at):
        raise NotNow(_("This link takes no answer any more."))
    answer = InvitationAnswer.objects.create(
        invitation=locked,
        link=link,
        situation=situation.strip(),
        contact_name=contact_name.strip(),
        contact_phone=contact_phone.strip(),
        answered_at=at,
    )
    for position, demand in enumerate(demands):
        ProposedDemand.objects.create(
            answer=answer,
            position=position,
            title=demand.title.strip(),
            description=demand.description.strip(),
        )
    record(actor=actor, subject=locked, action=ANSWER, at=at, demands=len(demands))
    _answered_tell(locked, answer)
    return answer


def _answered_tell(invitation: Invitation, answer: InvitationAnswer) -> None:
    people = {invitation.invited_by, *invitation.people.all()}
    for person in sorted(people, key=lambda one: one.pk):
        if person.is_active:
            notice_post(
                recipient=person,
                template="visits.invitation_answered",
                label=invitation.enterprise.name,
                params={
                    "day": time_in_words(invitation.meets_at),
                    "number": answer.demands.count(),
                },
                url=reverse("visits:invitation_detail", args=[invitation.pk]),
                subject_type="visits.invitation",
                subject_id=invitation.pk,
                dedupe_key=f"invitation:{invitation.pk}:answered:user:{person.pk}",
            )
