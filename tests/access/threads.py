"""The rows of the access table about threads."""

import uuid

from organizations.roles import Role
from tests.access.page import Page
from tests.access.register import SEES_ENTERPRISES

R = Role

SEES_THE_ENTERPRISE = {
    R.VISITING_OFFICIAL,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
WRITES_OF_THE_ENTERPRISE = SEES_THE_ENTERPRISE - {R.REPORT_STAFF, R.AUDITOR}
SEES_THE_CASE = {
    R.HANDLER,
    R.UNIT_HEAD,
    R.VISIT_OFFICE,
    R.DISTRICT_LEADER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
WRITES_OF_THE_CASE = SEES_THE_CASE - {R.REPORT_STAFF, R.AUDITOR}


def said(world):
    return {"submission_key": uuid.uuid4(), "text": "收到"}


PAGES_OF_THREADS = (
    Page("threads:list", SEES_ENTERPRISES),
    Page(
        "threads:of_enterprise",
        SEES_THE_ENTERPRISE,
        otherwise=404,
        kwargs=lambda world: {"pk": world.post.thread.enterprise_id},
    ),
    Page(
        "threads:of_enterprise",
        WRITES_OF_THE_ENTERPRISE,
        opens=302,
        otherwise=404,
        refused=SEES_THE_ENTERPRISE - WRITES_OF_THE_ENTERPRISE,
        method="post",
        kwargs=lambda world: {"pk": world.enterprise.pk},
        query=said,
    ),
    Page(
        "threads:of_case",
        SEES_THE_CASE,
        otherwise=404,
        kwargs=lambda world: {"number": world.post_on_case.thread.case.number},
    ),
    Page(
        "threads:of_case",
        WRITES_OF_THE_CASE,
        opens=302,
        otherwise=404,
        refused=SEES_THE_CASE - WRITES_OF_THE_CASE,
        method="post",
        kwargs=lambda world: {"number": world.case.number},
        query=said,
    ),
    *(
        Page(
            "threads:new",
            SEES_THE_ENTERPRISE,
            opens=opens,
            otherwise=404,
            situation=situation,
            kwargs=lambda world: {"pk": world.post.thread_id},
            query=lambda world, ahead=ahead: {"after": world.post.pk + ahead},
        )
        for situation, ahead, opens in (("something", -1, 200), ("nothing", 0, 204))
    ),
    Page(
        "threads:post_file",
        SEES_THE_ENTERPRISE,
        otherwise=404,
        kwargs=lambda world: {
            "pk": world.post.pk,
            "stored": world.post.files.get().stored_id,
        },
    ),
    Page(
        "threads:post_readers",
        SEES_THE_ENTERPRISE,
        otherwise=404,
        kwargs=lambda world: {"pk": world.post.pk},
    ),
    Page(
        "threads:post_withdraw",
        {R.VISITING_OFFICIAL},
        opens=302,
        otherwise=404,
        refused=SEES_THE_ENTERPRISE - {R.VISITING_OFFICIAL},
        method="post",
        kwargs=lambda world: {"pk": world.post.pk},
    ),
    Page(
        "threads:ask_settle",
        WRITES_OF_THE_ENTERPRISE,
        otherwise=404,
        refused=SEES_THE_ENTERPRISE - WRITES_OF_THE_ENTERPRISE,
        kwargs=lambda world: {"pk": world.post.pk},
    ),
    Page(
        "threads:ask_settle",
        {R.VISITING_OFFICIAL, R.VISIT_OFFICE},
        opens=302,
        otherwise=404,
        refused=SEES_THE_ENTERPRISE - {R.VISITING_OFFICIAL, R.VISIT_OFFICE},
        method="post",
        kwargs=lambda world: {"pk": world.post.pk},
        query=lambda world: {"words": "电话已答复"},
    ),
    *(
        Page(
            "threads:post_make_case",
            {R.VISIT_OFFICE},
            opens=302 if sent else 200,
            otherwise=404,
            refused=SEES_THE_ENTERPRISE - {R.VISIT_OFFICE},
            method="post" if sent else "get",
            kwargs=lambda world: {"pk": world.post.pk},
            query=lambda world, sent=sent: sent,
        )
        for sent in ({}, {"kind": "demand", "title": "招工难"})
    ),
)
