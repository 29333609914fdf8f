"""Listed supervision of major hazards (挂牌督办), and what the rectifying unit reports meanwhile."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import StoredFile
from issues.models import Case, Deadline
from organizations.models import Organization


class Listing(models.Model):
    """A major hazard on the list, by its own number, until it is taken off; published as it stands."""

    class Ending(models.TextChoices):
        WRITTEN_OFF = "written_off", _("rectified and written off")
        REGRADED = "regraded", _("no longer a major hazard")

    view_permission = "safety.listing_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="listings"
    )
    unit = models.ForeignKey(
        Organization,
        verbose_name=_("supervising unit"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("supervising leader"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    listed_at = models.DateTimeField(_("listed at"))
    listed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("listed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    unlisted_at = models.DateTimeField(_("taken off at"), null=True)
    unlisted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken off by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ending = models.CharField(_("why taken off"), max_length=12, choices=Ending.choices, blank=True)
    words = models.TextField(_("words of the publication"), blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(unlisted_at__isnull=True),
                name="listing_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(unlisted_at__isnull=True, unlisted_by__isnull=True, ending="")
                | Q(unlisted_at__gte=F("listed_at"), unlisted_by__isnull=False)
                & ~Q(ending="")
                & ~Q(words=""),
                name="listing_ended_whole",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.case.title}"

    @property
    def is_in_force(self) -> bool:
        return self.unlisted_at is None


class ProgressReport(models.Model):
    """What the rectifying unit reports at its intervals; it meets the deadline of one of them."""

    listing = models.ForeignKey(
        Listing, verbose_name=_("listing"), on_delete=models.PROTECT, related_name="reports"
    )
    deadline = models.OneToOneField(
        Deadline,
        verbose_name=_("deadline"),
        null=True,
        on_delete=models.PROTECT,
        related_name="progress_report",
    )
    done = models.PositiveSmallIntegerField(_("done, in percent"))
    text = models.TextField(_("what was done, and what is left"))
    unit = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reported_at = models.DateTimeField(_("reported at"))
    photos = models.ManyToManyField(StoredFile, verbose_name=_("photos"), related_name="+")

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__range=(0, 100)), name="progress_report_percent"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="progress_report_has_text"),
        ]

    def __str__(self):
        return f"{self.listing.number} · {self.done}%"
