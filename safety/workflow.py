"""The closed loop of a hazard, on one page: found, filed, assessed, rectified, accepted, written off.

A hazard that is not rectified is not written off (domain, sections 1 to 4). The machine that runs
this table, the deadlines and the trail are the case spine's.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.workflow import Move, Workflow
from issues.workflow import LED, UNLED, Kind, Stage, register_workflow


class HazardState(models.TextChoices):
    FOUND = "found", _("found")
    FILED = "filed", _("filed")
    ASSESSED = "assessed", _("assessed")
    RECTIFYING = "rectifying", _("rectifying")
    ACCEPTING = "accepting", _("awaiting acceptance")
    WRITTEN_OFF = "written_off", _("written off")


class Grade(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary hazard")
    MAJOR = "major", _("major hazard")


class SafetyField(models.TextChoices):
    """What kind of danger it is; one authority oversees each."""

    CHEMICALS = "chemicals", _("dangerous chemicals")
    FIRE = "fire", _("fire safety")
    CONSTRUCTION = "construction", _("construction")
    EQUIPMENT = "equipment", _("special equipment and lifts")
    GAS = "gas", _("gas")
    ROAD = "road", _("road transport")
    CROWDS = "crowds", _("crowded places")
    FOREST = "forest", _("forest fire")
    EPIDEMIC = "epidemic", _("epidemic control")
    ARREARS = "arrears", _("wage and debt arrears")
    TRAINING = "training", _("off-campus training")
    SPACES = "spaces", _("confined spaces")
    DUST = "dust", _("explosive dust")
    ELECTRICITY = "electricity", _("electricity")
    OTHER = "other", _("other dangers")


HAZARD_WORKFLOW = Workflow(
    name="hazard",
    states=HazardState,
    final=(HazardState.WRITTEN_OFF,),
    moves=(
        Move(
            "find",
            _("hazard found"),
            (),
            HazardState.FOUND,
            "safety.hazard_register",
            starts=(Stage.FILE,),
        ),
        Move(
            "name_lead",
            _("name the unit on the spot"),
            (HazardState.FOUND,),
            HazardState.FOUND,
            "issues.case_dispatch_on_the_spot",
            when=(UNLED,),
        ),
        Move(
            "fix_on_the_spot",
            _("fixed on the spot"),
            (HazardState.FOUND,),
            HazardState.ACCEPTING,
            "safety.hazard_fix_on_the_spot",
            meets=(Stage.FILE,),
            starts=(Stage.ACCEPTANCE,),
        ),
        Move(
            "file",
            _("file the hazard"),
            (HazardState.FOUND,),
            HazardState.FILED,
            "safety.hazard_file",
            meets=(Stage.FILE,),
            starts=(Stage.ASSESS,),
        ),
        Move(
            "assess",
            _("assess the hazard"),
            (HazardState.FILED,),
            HazardState.ASSESSED,
            "safety.hazard_assess",
            meets=(Stage.ASSESS,),
            starts=(Stage.ORDER,),
        ),
        Move(
            "order",
            _("order the rectification"),
            (HazardState.ASSESSED,),
            HazardState.RECTIFYING,
            "safety.hazard_order",
            meets=(Stage.ORDER,),
            starts=(Stage.RECTIFY,),
        ),
        Move(
            "assign",
            _("assign"),
            (HazardState.RECTIFYING,),
            HazardState.RECTIFYING,
            "issues.case_assign",
        ),
        Move(
            "submit",
            _("submit for acceptance"),
            (HazardState.RECTIFYING,),
            HazardState.ACCEPTING,
            "safety.hazard_rectify",
            meets=(Stage.RECTIFY,),
            starts=(Stage.ACCEPTANCE,),
        ),
        Move(
            "pass_acceptance",
            _("accept and write off"),
            (HazardState.ACCEPTING,),
            HazardState.WRITTEN_OFF,
            "safety.hazard_accept",
            meets=(Stage.ACCEPTANCE,),
        ),
        Move(
            "fail_acceptance",
            _("not accepted: rectify again"),
            (HazardState.ACCEPTING,),
            HazardState.RECTIFYING,
            "safety.hazard_accept",
            meets=(Stage.ACCEPTANCE,),
            starts=(Stage.RECTIFY,),
            opens_round=True,
            when=(LED,),
        ),
        Move(
            "fail_acceptance_unled",
            _("not accepted: file it again"),
            (HazardState.ACCEPTING,),
            HazardState.FOUND,
            "safety.hazard_accept",
            meets=(Stage.ACCEPTANCE,),
            starts=(Stage.FILE,),
            opens_round=True,
            when=(UNLED,),
        ),
    ),
)

register_workflow(Kind.HAZARD, HAZARD_WORKFLOW, page="safety:detail", grades=Grade.choices)
