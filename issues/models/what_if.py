from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Job


class WhatIfRun(Job):
    """A what-if about too many deadlines for one answer: what is tried, and what came out."""

    trial = models.JSONField(_("what is tried"))
    outcome = models.JSONField(_("outcome"), default=dict, blank=True)

    class Meta:
        verbose_name = _("what-if")
        verbose_name_plural = _("what-ifs")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=Job.State.DONE, outcome={}),
                name="what_if_done_has_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_underway(self) -> bool:
        return self.state in (Job.State.QUEUED, Job.State.RUNNING)
