from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Site(AdminSite):
    """The administrator's back room: accounts, units, calendars, policies; no case contents."""

    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Accounts, units, calendars and policies")
