"""Who can log in to the demonstration: one person for each role, all with the same password."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

PASSWORD = "linjiang-2026"  # noqa: S105 - printed on purpose; the command refuses in production


class Account(NamedTuple):
    """An account with an easy name, and what the person is there for."""

    username: str
    told: object


ACCOUNTS = (
    Account("visitor", _("visiting official of a town, member of team 1")),
    Account("handler", _("handler in the Human Resources Bureau")),
    Account("head", _("head of the Human Resources Bureau")),
    Account("townhead", _("head of a town")),
    Account("branch", _("secretary of a party branch")),
    Account("office", _("the visit office: triage, dispatch, verify, close")),
    Account("safety", _("safety officer of the Emergency Management Bureau")),
    Account("leader", _("district leader")),
    Account("principal", _("principal leader of the district")),
    Account("report", _("report staff")),
    Account("auditor", _("auditor")),
    Account("admin", _("administrator: people, calendar, policies")),
)
