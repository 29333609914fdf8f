"""The joint meeting (联席会议) that works the open list of hazards towards zero."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from issues.models import Case, Meeting
from organizations.models import Organization


class JointMeeting(models.Model):
    """A meeting on many hazards: its agenda comes from the open list, its minutes close it."""

    view_permission = "safety.joint_meeting_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=100)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("in the chair"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    units = models.ManyToManyField(
        Organization, verbose_name=_("units that take part"), related_name="+"
    )
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("convened by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    convened_at = models.DateTimeField(_("convened at"))
    minutes = models.TextField(_("minutes"), blank=True)
    minuted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("minutes by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    minuted_at = models.DateTimeField(_("minutes recorded at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint meeting")
        verbose_name_plural = _("joint meetings")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(place=""), name="joint_meeting_has_place"),
            models.CheckConstraint(
                condition=Q(minuted_at__isnull=True, minuted_by__isnull=True, minutes="")
                | Q(minuted_at__gte=F("convened_at"), minuted_by__isnull=False) & ~Q(minutes=""),
                name="joint_meeting_minuted_whole",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.place}"

    def get_absolute_url(self):
        return reverse("safety:joint_meeting", args=[self.number])

    @property
    def is_over(self) -> bool:
        return self.minuted_at is not None


class AgendaItem(models.Model):
    """A hazard on the agenda: decided as a meeting on that case, or put off and why."""

    joint_meeting = models.ForeignKey(
        JointMeeting,
        verbose_name=_("joint meeting"),
        on_delete=models.PROTECT,
        related_name="items",
    )
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="agenda_items"
    )
    place = models.PositiveSmallIntegerField(_("place"))
    why = models.CharField(_("why it is on the agenda"), max_length=100)
    decision = models.OneToOneField(
        Meeting,
        verbose_name=_("decision"),
        null=True,
        on_delete=models.PROTECT,
        related_name="agenda_item",
    )
    put_off = models.TextField(_("why it is put off"), blank=True)

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of an agenda")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["joint_meeting", "case"], name="agenda_item_once_in_a_meeting"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="agenda_item_says_why"),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | Q(put_off=""),
                name="agenda_item_decided_or_put_off",
            ),
        ]

    def __str__(self):
        return f"{self.joint_meeting.number} · {self.place}"

    @property
    def is_settled(self) -> bool:
        return self.decision_id is not None or bool(self.put_off)
