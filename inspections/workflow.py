"""The course of a check-list's version and of a report, and what an item is judged to be."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Move, Workflow

LIST_VIEW = "inspections.list_view"
LIST_MANAGE = "inspections.list_manage"
SIGN = "inspections.report_sign"
VIEW = "visits.visit_view"
INSPECT = "visits.visit_log"
"""An inspection is a visit: who may log one there may inspect there."""


class InspectionKind(models.TextChoices):
    INSPECTION = "inspection", pgettext_lazy("kind of inspection", "inspection")
    CHECK_UP = "check_up", _("safety check-up")


class Result(models.TextChoices):
    PASS = "pass", pgettext_lazy("of an item", "pass")
    FAIL = "fail", pgettext_lazy("of an item", "fail")
    NOT_APPLICABLE = "na", pgettext_lazy("of an item", "not applicable")


class VersionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("version of a check-list", "draft")
    CURRENT = "current", pgettext_lazy("version of a check-list", "in use")
    OLD = "old", pgettext_lazy("version of a check-list", "no longer in use")


VERSION_WORKFLOW = Workflow(
    name="check-list version",
    states=VersionState,
    final=(VersionState.OLD,),
    moves=(
        Move("change", _("change the draft"), (VersionState.DRAFT,), "", LIST_MANAGE),
        Move("import", _("take items from a workbook"), (VersionState.DRAFT,), "", LIST_MANAGE),
        Move("discard", _("throw the draft away"), (VersionState.DRAFT,), "", LIST_MANAGE),
        Move("publish", _("publish"), (VersionState.DRAFT,), VersionState.CURRENT, LIST_MANAGE),
        Move(
            "withdraw", _("take out of use"), (VersionState.CURRENT,), VersionState.OLD, LIST_MANAGE
        ),
    ),
)
"""Publishing ends the version before it. A version that was published is never changed."""


class ReportState(models.TextChoices):
    OPEN = "open", pgettext_lazy("report of an inspection", "not signed yet")
    SIGNED = "signed", pgettext_lazy("report of an inspection", "signed")


REPORT_WORKFLOW = Workflow(
    name="inspection report",
    states=ReportState,
    final=(ReportState.SIGNED,),
    moves=(
        Move("link", _("make a link to sign by"), (ReportState.OPEN,), "", INSPECT),
        Move("sign", _("sign by the link"), (ReportState.OPEN,), ReportState.SIGNED, SIGN),
        Move(
            "record",
            _("record the signature on paper"),
            (ReportState.OPEN,),
            ReportState.SIGNED,
            INSPECT,
        ),
    ),
)
