"""The rules in the back room: what may be changed is changed by a new version; no case contents."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.backroom import Guarded, Recorded
from issues.models import Category, DeadlinePolicy, LadderPolicy, LadderRung


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


class ReadOnly(RulesGuarded):
    """New versions are made on the pages of policies, where their effect is seen first."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(DeadlinePolicy)
class DeadlinePolicyAdmin(ReadOnly, admin.ModelAdmin):
    """To be read: deadlines carry a copy of their version."""

    list_display = [
        "stage", "campaign", "kind", "tier", "grade", "category", "length", "length_unit",
        "version", "since_at", "until_at",
    ]  # fmt: skip
    list_filter = ["stage", ("until_at", admin.EmptyFieldListFilter)]
    list_select_related = ["category", "campaign"]


class RungLine(ReadOnly, admin.TabularInline):
    model = LadderRung
    verbose_name_plural = _("steps of the ladder")
    extra = 0


@admin.register(LadderPolicy)
class LadderAdmin(ReadOnly, admin.ModelAdmin):
    """To be read: slips that were issued name their ladder's version."""

    list_display = ["name", "kind", "grade", "category", "version", "since_at", "is_current"]
    list_select_related = ["category"]
    inlines = [RungLine]
