from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import SingleUse
from enterprises.models import Enterprise
from letters.models.letter import Letter, day_said
from letters.placeholders import filled


class LetterRecipientQuerySet(ScopedQuerySet):
    def standing(self):
        """Without those whose enterprise was merged with another recipient of the same letter."""
        return self.filter(taken_into__isnull=True)

    def missing(self):
        return self.standing().filter(receipt__isnull=True)


class LetterRecipient(models.Model):
    """An enterprise to which a letter went: the segment as it was frozen on sending.

    ``facts`` are what the letter said of it then; the register may change, what was signed may not.
    """

    view_permission = Letter.view_permission

    letter = models.ForeignKey(
        Letter, verbose_name=_("letter"), on_delete=models.PROTECT, related_name="recipients"
    )
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.PROTECT, related_name="+"
    )
    facts = models.JSONField(_("facts"), default=dict)
    taken_into = models.ForeignKey(
        "self",
        verbose_name=_("counted as"),
        null=True,
        on_delete=models.PROTECT,
        related_name="taken_in",
        help_text=_("the row of the enterprise with which this one was merged"),
    )

    objects = LetterRecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient of a letter")
        verbose_name_plural = _("recipients of letters")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "enterprise"],
                condition=Q(taken_into__isnull=True),
                name="enterprise_once_in_a_letter",
            ),
            models.CheckConstraint(
                condition=Q(taken_into__isnull=True) | ~Q(taken_into=F("id")),
                name="letter_recipient_not_taken_into_itself",
            ),
        ]

    def __str__(self):
        return f"{self.letter.number} {self.enterprise.name}"

    @property
    def standing(self) -> "LetterRecipient":
        """Itself, or the row that counts since their enterprises were merged."""
        return self.taken_into or self

    @property
    def text(self) -> str:
        """The letter as this recipient reads it."""
        letter = self.letter
        days = {
            "day": day_said(timezone.localdate(letter.sent_at)),
            "reply_by": day_said(letter.reply_by_on),
        }
        return filled(letter.body, {**self.facts, **days})


class LetterLink(SingleUse):
    """The link by which a recipient confirms a letter, once; a newer one opens in its place."""

    recipient = models.ForeignKey(
        LetterRecipient,
        verbose_name=_("recipient"),
        on_delete=models.PROTECT,
        related_name="links",
    )

    class Meta:
        verbose_name = _("link to a letter")
        verbose_name_plural = _("links to letters")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(superseded_at__isnull=True),
                name="letter_link_one_per_recipient",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(superseded_at__isnull=True),
                name="letter_link_used_is_not_superseded",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="letter_link_expires_after_made"
            ),
        ]

    def __str__(self):
        return str(self.recipient)

    @property
    def path(self) -> str:
        """Where it opens; nowhere once the secret key is another."""
        return reverse("letters_public:by_link", args=[self.token])
