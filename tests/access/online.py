"""The rows of the access table for online visits and the link by which an enterprise fills in."""

from organizations.roles import Role
from tests.access.page import Page
from tests.access.planned import PLANS, SEES_VISITS
from tests.access.world import EVERYBODY

R = Role
SEES_IT = {
    R.VISITING_OFFICIAL,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
CHANGES = {R.VISITING_OFFICIAL, R.VISIT_OFFICE}


def _invitation(world):
    return {"pk": world.invitation.pk}


def _token(world):
    return {"token": world.invitation.link.token}


PAGES_OF_ONLINE = (
    Page("visits:invitation_list", SEES_VISITS),
    Page("visits:invitation_create", PLANS),
    Page("visits:invitation_create", PLANS, method="post", situation="with nothing filled in"),
    Page("visits:invitation_detail", SEES_IT, otherwise=404, kwargs=_invitation),
    *(
        Page(
            f"visits:invitation_{change}",
            CHANGES,
            opens=302,
            otherwise=404,
            refused=SEES_IT - CHANGES,
            method="post",
            kwargs=_invitation,
        )
        for change in ("renew", "withdraw")
    ),
    Page("visits_public:invited", EVERYBODY, public=True, kwargs=_token),
    Page(
        "visits_public:invited",
        frozenset(),
        method="post",
        public=True,
        situation="by whoever is logged in",
        kwargs=_token,
    ),
    Page(
        "visits_public:invited",
        EVERYBODY,
        opens=404,
        public=True,
        situation="by a wrong token",
        kwargs=lambda _world: {"token": "nonsense"},
    ),
)
