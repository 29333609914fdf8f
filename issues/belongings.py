"""What of the cases belongs to an enterprise, and goes along when it is merged into another."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.belongings import Belonging, belongings_add
from enterprises.models import Enterprise
from issues.models import Case


def _cases_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """Cases are found by the name of their enterprise: by the new one too, from now on."""
    keys = list(rows.values_list("pk", flat=True))
    number = rows.update(**{field: kept})
    cases = list(Case.objects.filter(pk__in=keys).select_related("enterprise"))
    for case in cases:
        case.search = case.searchable_text()
    Case.objects.bulk_update(cases, ["search"], batch_size=500)
    return number


belongings_add(
    Belonging("issues.case", _("cases"), move=_cases_moved),
    Belonging("issues.raiseddemand", _("raised demands")),
)
