"""What a segment of the register may ask about cases."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from enterprises.conditions import Condition, conditions_add, several
from issues.models import Case
from issues.workflow import Kind


def _has_open(given, *, user, today) -> Q:
    """As far as ``user`` sees cases: a segment must not tell of others'."""
    cases = Case.objects.visible_to(user).filter(kind__in=given["open_cases"])
    return Q(Exists(cases.filter(enterprise=OuterRef("pk"), closed_at__isnull=True)))


conditions_add(Condition({"open_cases": several(_("Has open"), Kind.choices)}, _has_open))
