"""The code by which an enterprise speaks up without an account: issued, issued anew, revoked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow
from enterprises.models import Enterprise, EnterpriseCode
from enterprises.services.register import CHANGE


@transaction.atomic
def code_issue(*, actor, enterprise: Enterprise) -> EnterpriseCode:
    """Give the enterprise a code; one it has already opens nothing from now on."""
    locked, now = _locked(actor, enterprise), timezone.now()
    before = _revoke(locked, now)
    code = EnterpriseCode.objects.create(enterprise=locked, issued_at=now, issued_by=actor)
    action = "enterprises.code_issue"
    record(actor=actor, subject=locked, action=action, at=now, is_anew=bool(before))
    return code


@transaction.atomic
def code_revoke(*, actor, enterprise: Enterprise) -> None:
    """Take the code back without giving another; NotNow if there is none."""
    locked, now = _locked(actor, enterprise), timezone.now()
    if not _revoke(locked, now):
        raise NotNow(_("This enterprise has no code in force."))
    record(actor=actor, subject=locked, action="enterprises.code_revoke", at=now)


def _locked(actor, enterprise: Enterprise) -> Enterprise:
    locked = Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    require(actor, CHANGE, locked)
    return locked


def _revoke(enterprise: Enterprise, at) -> int:
    in_force = EnterpriseCode.objects.filter(enterprise=enterprise, revoked_at__isnull=True)
    return in_force.update(revoked_at=at)
