from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from core.access import has_permission


class Site(AdminSite):
    """The administrator's back room: accounts, units, calendars, policies; no case contents."""

    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Accounts, units, calendars and policies")

    def has_permission(self, request):
        return request.user.is_active and has_permission(
            request.user, "organizations.people_manage"
        )

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """There is one log-in for everybody; who is logged in already may simply not come here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", "/admin/"))
