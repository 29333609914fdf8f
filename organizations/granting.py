"""The roles there are, and how a line of the permission table is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import Scope


class Role(models.TextChoices):
    VISITING_OFFICIAL = "visiting_official", _("visiting official")
    HANDLER = "handler", _("handler")
    UNIT_HEAD = "unit_head", _("unit head")
    VISIT_OFFICE = "visit_office", _("visit office")
    SAFETY_OFFICER = "safety_officer", _("safety officer")
    DISTRICT_LEADER = "district_leader", _("district leader")
    REPORT_STAFF = "report_staff", _("report staff")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


Granted = dict[str, tuple[Scope, ...]]
"""Permission → how far it reaches."""


def grants(scopes: Scope | tuple[Scope, ...], *permissions: str) -> Granted:
    scopes = (scopes,) if isinstance(scopes, Scope) else scopes
    return dict.fromkeys(permissions, scopes)
