"""What acts without a role: the machine by itself, and an enterprise without an account.

The same kind of table as that of the roles (organizations/roles.py).
"""

from core.access import Scope
from organizations.roles import Granted

OF_THE_MACHINE: dict[str, Granted] = {
    "catch_all": dict.fromkeys(("issues.case_triage", "issues.case_dispatch"), (Scope.ALL,)),
    "answer_children": {"issues.case_answer_with_parent": (Scope.ALL,)},
    "ranking": {"reports.figures_view": (Scope.ALL,)},
}
"""What the machine may do by itself: let fall what nobody owns, pass an approved reply on to the
cases that are answered together, count every unit so that one learns its place."""

WITHOUT_ACCOUNT: dict[str, Granted] = {
    "link": dict.fromkeys(("issues.case_view", "issues.case_verify"), (Scope.LINK,)),
    "code": dict.fromkeys(
        ("issues.case_view", "issues.demand_raise", "letters.receipt_confirm"), (Scope.CODE,)
    ),
    "letter": {"letters.receipt_confirm": (Scope.LINK,)},
    "report": {"inspections.report_sign": (Scope.LINK,)},
    "invitation": {"visits.invitation_answer": (Scope.LINK,)},
}
"""The enterprise contact: what a link, the enterprise's code, the link to a letter or
to the report of an inspection, or an invitation lets its holder do."""
