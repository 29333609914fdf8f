"""What of the visits belongs to an enterprise, and goes along when it is merged into another."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.belongings import Belonging, belongings_add, moved_unless_there
from enterprises.models import Enterprise
from visits.models import SessionEnterprise, SessionQuestion, TeamEnterprise, Visit


def _visits_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """Visits are found by the name of their enterprise: by the new one too, from now on."""
    keys = list(rows.values_list("pk", flat=True))
    number = rows.update(**{field: kept})
    visits = list(Visit.objects.filter(pk__in=keys).select_related("enterprise"))
    for visit in visits:
        visit.search = visit.searchable_text()
    Visit.objects.bulk_update(visits, ["search"], batch_size=500)
    return number


def _service_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """One team serves it from today on: the kept one's, if it has any; the other ends yesterday.

    A service that would only have begun is dropped, for it never was.
    """
    today = timezone.localdate(at)
    lasts = Q(until_on__isnull=True) | Q(until_on__gte=today)
    if TeamEnterprise.objects.filter(lasts, enterprise=kept).exists():
        rows.filter(lasts, since_on__gte=today).delete()
        rows.filter(lasts).update(until_on=today - timedelta(days=1))
    return rows.update(**{field: kept})


def _chosen_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """In a session for which both were chosen, the kept one asks what the other asked."""
    there = SessionEnterprise.objects.filter(enterprise=kept)
    kept_in = dict(there.values_list("session", "pk"))
    for double in list(rows.filter(session__in=kept_in)):
        asked = SessionQuestion.objects.filter(chosen=double)
        asked.update(chosen=kept_in[double.session_id])
        double.delete()
    return rows.update(**{field: kept})


belongings_add(
    Belonging("visits.visit", _("visits"), move=_visits_moved),
    Belonging("visits.teamenterprise", _("times served by a team"), move=_service_moved),
    Belonging("visits.sessionenterprise", _("sessions"), move=_chosen_moved),
    Belonging("visits.plannedvisit", _("planned visits")),
    Belonging("visits.invitation", _("invitations to online visits")),
    Belonging("visits.campaigntarget", _("campaigns"), move=moved_unless_there("campaign")),
    Belonging("visits.planrow", move=moved_unless_there("plan")),
)
