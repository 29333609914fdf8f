"""The rows of the access table about letters."""

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY

R = Role

LISTS_LETTERS = {
    R.VISITING_OFFICIAL,
    R.UNIT_HEAD,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.DISTRICT_LEADER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
SEES_THE_LETTER = LISTS_LETTERS - {R.UNIT_HEAD, R.DISTRICT_LEADER}
"""Its one recipient lies in the town: not the bureau's, and not in the leader's charge."""
SEES_DRAFTS = {R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR}
RECORDS = {R.VISITING_OFFICIAL, R.VISIT_OFFICE, R.SAFETY_OFFICER}


def _letter(world):
    return {"number": world.letter.number}


def _draft(world):
    return {"number": world.draft.number}


def _recipient(world):
    return {"pk": world.recipient.pk}


def _receipt(world):
    return {"pk": world.receipt_photo.receipt.recipient_id}


def _signed(world):
    return {"signer_name": "钱经理", "has_read": "on"}


def _managed(name: str, kwargs, seen: set, *, method: str = "post", opens: int = 302) -> Page:
    return Page(
        f"letters:{name}",
        {R.VISIT_OFFICE},
        opens=opens,
        otherwise=404,
        refused=seen - {R.VISIT_OFFICE},
        method=method,
        kwargs=kwargs,
    )


def _recorded(name: str, kwargs=_recipient, *, method: str = "get", opens: int = 200) -> Page:
    return Page(
        f"letters:{name}",
        RECORDS,
        opens=opens,
        otherwise=404,
        refused=SEES_THE_LETTER - RECORDS,
        method=method,
        kwargs=kwargs,
    )


PAGES_OF_LETTERS = (
    Page("letters:list", LISTS_LETTERS),
    Page("letters:create", {R.VISIT_OFFICE, R.SAFETY_OFFICER}),
    Page("letters:detail", SEES_DRAFTS, otherwise=404, situation="that is a draft", kwargs=_draft),
    *(
        Page(f"letters:{name}", SEES_THE_LETTER, otherwise=404, kwargs=_letter)
        for name in ("detail", "recipients", "workbook")
    ),
    Page("letters:recipient", SEES_THE_LETTER, otherwise=404, kwargs=_recipient),
    Page(
        "letters:receipt_photo",
        SEES_THE_LETTER,
        otherwise=404,
        kwargs=lambda world: {**_receipt(world), "stored": world.receipt_photo.stored_id},
    ),
    Page("letters:sending", SEES_DRAFTS, otherwise=404, kwargs=_draft),
    _managed("change", _draft, SEES_DRAFTS, method="get", opens=200),
    _managed("discard", _draft, SEES_DRAFTS),
    _managed("send", _draft, SEES_DRAFTS),
    _managed("remind", _letter, SEES_THE_LETTER),
    _managed("close", _letter, SEES_THE_LETTER),
    _recorded("sheets", _letter),
    _recorded("receipt_paper"),
    _recorded("receipt_correct", _receipt),
    _recorded("link_renew", method="post", opens=302),
    Page(
        "letters_public:by_link",
        EVERYBODY,
        public=True,
        kwargs=lambda world: {"token": world.recipient.links.get().token},
    ),
    Page(
        "letters_public:by_link",
        frozenset(),
        method="post",
        situation="by somebody who is logged in",
        public=True,
        kwargs=lambda world: {"token": world.recipient.links.get().token},
        query=_signed,
    ),
    Page(
        "letters_public:by_link",
        frozenset(),
        otherwise=404,
        situation="with a wrong token",
        public=True,
        kwargs=lambda world: {"token": "wrong"},
    ),
    Page(
        "letters_public:by_code",
        EVERYBODY,
        public=True,
        kwargs=lambda world: {"token": world.code.token, "number": world.letter.number},
    ),
    Page(
        "letters_public:by_code",
        frozenset(),
        method="post",
        situation="by somebody who is logged in",
        public=True,
        kwargs=lambda world: {"token": world.code.token, "number": world.letter.number},
        query=_signed,
    ),
    Page(
        "letters_public:by_code",
        frozenset(),
        otherwise=404,
        situation="that went to others",
        public=True,
        kwargs=lambda world: {"token": world.code.token, "number": world.draft.number},
    ),
)
