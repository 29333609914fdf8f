"""What is to become of a finding, and which move of its case that is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.workflow import Kind


class Handling(models.TextChoices):
    """What is to become of a finding."""

    OFFICE = "office", _("to the visit office")
    DISPATCH = "dispatch", _("dispatch on the spot")
    SOLVED = "solved", _("solved on the spot")


ON_THE_SPOT: dict[str, dict[str, str]] = {
    Handling.DISPATCH: {
        Kind.ISSUE: "dispatch_on_the_spot",
        Kind.DEMAND: "dispatch_on_the_spot",
        Kind.HAZARD: "name_lead",
    },
    Handling.SOLVED: {
        Kind.ISSUE: "solve_on_the_spot",
        Kind.DEMAND: "solve_on_the_spot",
        Kind.HAZARD: "fix_on_the_spot",
    },
}
"""Handling → kind → the move made at once, which needs that move's permission."""
