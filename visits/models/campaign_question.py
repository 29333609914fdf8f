from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from visits.models.campaign import Campaign
from visits.models.visit import Visit


class CampaignQuestion(models.Model):
    """A question that a campaign adds to the visit form. One that was answered is ended, not gone."""

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("kind of answer", "text")
        CHOICE = "choice", pgettext_lazy("kind of answer", "choice")
        NUMBER = "number", pgettext_lazy("kind of answer", "number")
        PHOTO = "photo", pgettext_lazy("kind of answer", "photo")

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="questions"
    )
    order = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    text = models.CharField(_("question"), max_length=120)
    kind = models.CharField(
        _("kind of answer"), max_length=6, choices=Kind.choices, default=Kind.TEXT
    )
    choices = models.JSONField(_("choices"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    ended_at = models.DateTimeField(_("asked until"), null=True, blank=True)

    class Meta:
        verbose_name = _("question of a campaign")
        verbose_name_plural = _("questions of campaigns")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="campaign_question_has_text"),
            models.CheckConstraint(
                condition=~Q(kind="choice") | ~Q(choices=[]), name="campaign_choice_has_choices"
            ),
        ]

    def __str__(self):
        return self.text


class CampaignAnswer(models.Model):
    """What was answered on a visit; the photos of a photo question are the visit's, tied to it."""

    visit = models.ForeignKey(
        Visit, verbose_name=_("visit"), on_delete=models.PROTECT, related_name="answers"
    )
    question = models.ForeignKey(
        CampaignQuestion,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="answers",
    )
    text = models.TextField(_("answer"), blank=True)
    number = models.DecimalField(
        _("number"), max_digits=16, decimal_places=4, null=True, blank=True
    )

    class Meta:
        verbose_name = _("answer to a campaign's question")
        verbose_name_plural = _("answers to campaigns' questions")
        ordering = ["question__order", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "question"], name="campaign_answer_once_a_visit"
            ),
        ]

    def __str__(self):
        return self.said

    @property
    def said(self) -> str:
        """The answer as text; empty for photos, which are shown."""
        if self.number is not None:
            return f"{self.number.normalize():f}"
        return self.text
