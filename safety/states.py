"""The states and the levels of a hazard, and the fields of danger."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
