from django.contrib import admin

from core.backroom import Guarded, Recorded
from safety.models import FieldAuthority


@admin.register(FieldAuthority)
class FieldAuthorityAdmin(Guarded, Recorded, admin.ModelAdmin):
    """Who oversees which field; hazards that are open stay with whoever oversees them."""

    permission = "issues.policy_manage"
    list_display = ["field", "organization"]
    autocomplete_fields = ["organization"]
