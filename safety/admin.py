from django.contrib import admin

from core.backroom import Guarded, Recorded
from safety.models import FieldAuthority, MajorCriterion


@admin.register(FieldAuthority)
class FieldAuthorityAdmin(Guarded, Recorded, admin.ModelAdmin):
    """Who oversees which field; hazards that are open stay with whoever oversees them."""

    permission = "issues.policy_manage"
    list_display = ["field", "organization"]
    autocomplete_fields = ["organization"]


@admin.register(MajorCriterion)
class MajorCriterionAdmin(Guarded, Recorded, admin.ModelAdmin):
    """By what a hazard is major outright; assessments keep the words as they stood."""

    permission = "issues.policy_manage"
    list_display = ["text", "field", "basis", "is_active"]
    list_filter = ["field", "is_active"]
