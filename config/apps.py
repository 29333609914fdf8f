from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """Django's admin, for the administrator's tables only."""

    default_site = "config.admin.Site"
