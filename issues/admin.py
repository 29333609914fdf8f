"""The rules in the back room: what may be changed is changed by a new version; no case contents."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.backroom import Guarded, Recorded
from issues.models import Category, DeadlinePolicy, LadderPolicy, LadderRung
from issues.services.rules import policy_replace


class RulesGuarded(Guarded):
    permission = "issues.policy_manage"

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Category)
class CategoryAdmin(RulesGuarded, Recorded, admin.ModelAdmin):
    """A category that is no longer used is switched off: old cases keep it."""

    list_display = ["name", "code", "parent", "order", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "code"]


@admin.register(DeadlinePolicy)
class DeadlinePolicyAdmin(RulesGuarded, admin.ModelAdmin):
    """The lengths in force; a change ends the old version and begins a new one."""

    list_display = [
        "stage", "kind", "tier", "grade", "category", "length", "length_unit", "version",
        "since_at", "until_at",
    ]  # fmt: skip
    list_filter = ["stage", ("until_at", admin.EmptyFieldListFilter)]
    list_select_related = ["category"]
    fields = [
        "stage", "kind", "tier", "grade", "category", "length", "length_unit", "version",
        "since_at", "until_at",
    ]  # fmt: skip
    readonly_fields = ["version", "since_at", "until_at"]
    actions = None

    def get_readonly_fields(self, request, obj=None):
        fixed = ["stage", "kind", "tier", "grade", "category"] if obj else []
        return [*fixed, *self.readonly_fields]

    def has_change_permission(self, request, obj=None):
        """A version that has been replaced is history."""
        return self._may(request) and (obj is None or obj.until_at is None)

    def save_model(self, request, obj, form, change):
        policy_replace(actor=request.user, policy=obj)

    def log_change(self, request, obj, message):
        """The service has written the trail."""

    def log_addition(self, request, obj, message):
        """The service has written the trail."""


class RungLine(RulesGuarded, admin.TabularInline):
    model = LadderRung
    verbose_name_plural = _("steps of the ladder")
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(LadderPolicy)
class LadderAdmin(RulesGuarded, admin.ModelAdmin):
    """To be read: slips that were issued name their ladder's version."""

    list_display = ["name", "kind", "grade", "category", "version", "since_at", "is_current"]
    list_select_related = ["category"]
    inlines = [RungLine]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
