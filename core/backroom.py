"""The admin by our own permissions, and every change through it in the trail."""

from django.db import models, transaction
from django.utils.text import capfirst

from core.access import has_permission
from core.audit import record


class Guarded:
    """Open to those who have ``permission``; Django's own permissions are not asked."""

    permission = ""

    def _may(self, request) -> bool:
        return has_permission(request.user, self.permission)

    def changelist_view(self, request, extra_context=None):
        """A list is headed by what it lists."""
        title = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, title)

    def has_module_permission(self, request):
        return self._may(request)

    def has_view_permission(self, request, obj=None):
        return self._may(request)

    def has_add_permission(self, request, obj=None):
        return self._may(request)

    def has_change_permission(self, request, obj=None):
        return self._may(request)

    def has_delete_permission(self, request, obj=None):
        return self._may(request)


class Recorded:
    """Writes additions, changes and deletions to the trail, with the values before and after."""

    actions = None

    def construct_change_message(self, request, form, formsets, add=False):
        forms = [form, *(line for formset in formsets or [] for line in formset.forms)]
        request.admin_changes = {
            f"{line.instance._meta.model_name}.{name}": [
                _plain(line.initial.get(name)),
                _plain(line.cleaned_data.get(name)),
            ]
            for line in forms
            for name in line.changed_data
            if "password" not in name
        }
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request, obj, message):
        self._record(request, obj, "admin_add")
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._record(request, obj, "admin_change")
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self._record(request, obj, "admin_delete")
        return super().log_deletions(request, queryset)

    def _record(self, request, obj, action):
        with transaction.atomic():
            changes = getattr(request, "admin_changes", {})
            record(actor=request.user, subject=obj, action=action, values=changes)


def _plain(value):
    """A value as the trail can keep it."""
    if isinstance(value, models.Model):
        return value.pk
    return value if isinstance(value, bool | int | str | None) else str(value)
