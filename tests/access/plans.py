"""The rows of the access table for the wall chart and the key tasks of the year."""

from organizations.roles import Role
from tests.access.page import Page

R = Role

SEES_KEY_TASKS = {
    R.UNIT_HEAD,
    R.VISIT_OFFICE,
    R.DISTRICT_LEADER,
    R.REPORT_STAFF,
    R.AUDITOR,
}

PLAN_PAGES = (
    *(Page(f"issues:{name}", SEES_KEY_TASKS) for name in ("wall", "key_task_list")),
    Page("issues:key_task_create", {R.VISIT_OFFICE}),
    Page(
        "issues:key_task_detail",
        SEES_KEY_TASKS,
        otherwise=404,
        kwargs=lambda world: {"number": world.key_task.number},
    ),
    Page(
        "issues:key_task_change",
        {R.VISIT_OFFICE},
        otherwise=404,
        refused=SEES_KEY_TASKS,
        kwargs=lambda world: {"number": world.key_task.number},
    ),
    *(
        Page(
            "issues:key_task_step",
            people,
            otherwise=404,
            refused=SEES_KEY_TASKS,
            situation=f"to {step} it",
            kwargs=lambda world, step=step: {"number": world.key_task.number, "step": step},
        )
        for step, people in (
            ("plan", {R.VISIT_OFFICE, R.UNIT_HEAD, R.DISTRICT_LEADER}),
            ("meet", {R.UNIT_HEAD}),
            ("withdraw", {R.VISIT_OFFICE}),
        )
    ),
    Page(
        "issues:milestone_file",
        SEES_KEY_TASKS,
        otherwise=404,
        kwargs=lambda world: {
            "pk": world.key_task.milestones.get().pk,
            "stored": world.key_task.milestones.get().files.get().stored_id,
        },
    ),
)
