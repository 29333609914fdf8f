from axes.utils import reset
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.db import transaction
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from core.backroom import Guarded, Recorded
from organizations.models import Membership, Organization, Position, User


class PeopleGuarded(Guarded):
    permission = "organizations.people_manage"


class MembershipLine(PeopleGuarded, admin.TabularInline):
    model = Membership
    autocomplete_fields = ["organization"]
    extra = 1


class PositionLine(PeopleGuarded, admin.TabularInline):
    model = Position
    fk_name = "organization"
    autocomplete_fields = ["holder", "delegate"]
    extra = 0


class AccountForm(UserCreationForm):
    class Meta:
        model = User
        fields = ("username", "full_name")


class ResetForm(AdminPasswordChangeForm):
    """A password that somebody else chose is changed at the next log-in."""

    def save(self, commit=True):
        self.user.must_change_password = True
        return super().save(commit)


@admin.register(User)
class PersonAdmin(PeopleGuarded, Recorded, UserAdmin):
    """Accounts are closed, not deleted: the trail and the cases keep naming the person."""

    add_form = AccountForm
    change_password_form = ResetForm
    list_display = ["username", "full_name", "title", "phone", "is_active", "last_login"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["username", "full_name", "initials", "phone"]
    filter_horizontal = []
    inlines = [MembershipLine]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["full_name", "title", "phone", "email"]}),
        (_("Account"), {"fields": ["is_active", "must_change_password", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "full_name", "password1", "password2"]})
    ]
    readonly_fields = ["last_login"]
    actions = ["let_in_again"]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """A password that the administrator chose is changed at the first log-in."""
        obj.must_change_password = obj.must_change_password or not change
        super().save_model(request, obj, form, change)

    @method_decorator(transaction.atomic)
    def user_change_password(self, request, id, form_url=""):
        return super().user_change_password(request, id, form_url)

    @admin.action(description=_("Let in again after a lock-out"))
    def let_in_again(self, request, queryset):
        with transaction.atomic():
            for person in queryset:
                reset(username=person.username)
                self._record(request, person, "account_unlock")
        self.message_user(request, _("The chosen people can log in again."))


@admin.register(Organization)
class OrganizationAdmin(PeopleGuarded, Recorded, admin.ModelAdmin):
    list_display = ["name", "short_name", "kind", "parent", "leader", "phone", "is_active"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["parent", "leader__organization"]
    search_fields = ["name", "short_name", "initials"]
    autocomplete_fields = ["parent", "leader"]
    inlines = [PositionLine]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Position)
class PositionAdmin(PeopleGuarded, Recorded, admin.ModelAdmin):
    list_display = ["title", "organization", "kind", "holder", "delegate", "delegate_until_on"]
    list_filter = ["kind"]
    list_select_related = ["organization", "holder", "delegate"]
    search_fields = ["title", "organization__name", "organization__initials", "holder__full_name"]
    autocomplete_fields = ["organization", "holder", "delegate"]
