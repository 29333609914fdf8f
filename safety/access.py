"""Which enterprises a safety officer may inspect: those of their territory, or of the district."""

from django.db.models import Exists, Q

from core.access import Scope, reaches
from safety.models import FieldAuthority


@reaches("enterprises.enterprise", Scope.FIELD)
def enterprises_in_the_field(user, units):
    """A field has no bounds but the district's: its authority may find a hazard anywhere."""
    return Q(Exists(FieldAuthority.objects.filter(organization__in=units)))
