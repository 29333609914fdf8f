"""The single-use link for the enterprise's word: made, replaced, spent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotYou
from issues.models import Case, WordLink


def link_open(*, actor, case: Case, at: datetime) -> WordLink:
    """Make the link of this round, in place of an unused one; the caller holds the case's lock."""
    WordLink.objects.filter(
        case=case, round=case.round, used_at__isnull=True, superseded_at__isnull=True
    ).update(superseded_at=at)
    return WordLink.objects.create(
        case=case,
        round=case.round,
        made_by=actor,
        made_at=at,
        expires_at=at + WordLink.LIVES,
    )


@transaction.atomic
def link_renew(*, actor, case: Case) -> WordLink:
    """Give a replied case a new link; the one before opens nothing any more.

    Whoever may ask the enterprise may; NotYou for the unit that handled the case.
    """
    locked = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    require(actor, "issues.case_verify", locked)
    if locked.lead_unit_id and locked.lead_unit_id in actor.home_unit_ids:
        raise NotYou(_("The unit that handled a case never verifies it. Leave it to another."))
    if not locked.awaits_word_on(locked.round):
        raise NotNow(_("Only a reply that waits for the enterprise's word has a link."))
    now = timezone.now()
    link = link_open(actor=actor, case=locked, at=now)
    record(actor=actor, subject=locked, action="link_renew", at=now)
    return link


def link_spend(*, link: WordLink, case: Case, at: datetime) -> None:
    """Mark the link as used; NotNow if it is used, expired, replaced or of another round."""
    unused = WordLink.objects.unused(at).filter(pk=link.pk, case=case, round=case.round)
    if not unused.update(used_at=at):
        raise NotNow(_("This link takes no answer any more."))
