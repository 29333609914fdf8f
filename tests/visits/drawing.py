"""Closed cases to draw from."""

from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.verification import case_close, case_verify


def closed_case(district, *, outcome="solved", title="招工难"):
    """A demand of the firm that the bureau handled and the office closed."""
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title=title
    )
    case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau)
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    case_submit_reply(actor=district.handler, case=case, text="已组织专场招聘会")
    case_approve_reply(actor=district.head, case=case)
    case_verify(actor=district.officer, case=case, method="call", is_solved=True)
    case_close(actor=district.officer, case=case, outcome=outcome)
    return case
