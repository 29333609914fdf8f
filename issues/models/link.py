from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import SingleUse
from issues.models.case import Case


class WordLink(SingleUse):
    """The link by which the enterprise itself says, once, what it thinks of one round's reply."""

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="word_links"
    )
    round = models.PositiveSmallIntegerField(_("round"))

    class Meta:
        verbose_name = _("link for the enterprise's word")
        verbose_name_plural = _("links for the enterprise's word")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"],
                condition=Q(superseded_at__isnull=True),
                name="word_link_one_per_round",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(superseded_at__isnull=True),
                name="word_link_used_is_not_superseded",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="word_link_expires_after_made"
            ),
        ]

    def __str__(self):
        return f"{self.case.number} · {self.round}"

    def awaits_word_at(self, now: datetime) -> bool:
        """Whether the reply it was made for still waits for the enterprise's word."""
        case = self.case
        return self.state_at(now) == self.State.UNUSED and case.awaits_word_on(self.round)
