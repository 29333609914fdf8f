from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import ScopedQuerySet
from enterprises.models import Enterprise
from issues.models import Case
from organizations.models import Organization
from visits.workflow import Decision, SessionState

RESOLVE_DAYS = 10
"""Working days within which everything from a session is solved, unless it sets another number."""


class Session(models.Model):
    """A themed meeting of leaders, departments and a chosen set of enterprises."""

    class Kind(models.TextChoices):
        FACE_TO_FACE = "face_to_face", _("face-to-face session")
        ON_SITE = "on_site", _("on-site problem-solving meeting")

    view_permission = "visits.session_view"

    theme = models.CharField(_("theme"), max_length=80)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind.choices, default=Kind.FACE_TO_FACE
    )
    held_at = models.DateTimeField(_("held at"))
    ends_on = models.DateField(
        pgettext_lazy("session", "until"),
        null=True,
        blank=True,
        help_text=_("only if it lasts longer than a day"),
    )
    place = models.CharField(_("place"), max_length=80)
    town = models.ForeignKey(
        Organization,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("leading district leader"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    answers_due_on = models.DateField(_("preliminary answers by"))
    resolve_days = models.PositiveSmallIntegerField(
        _("to be solved within"),
        default=RESOLVE_DAYS,
        validators=[MinValueValidator(1)],
        help_text=_("working days, counted from the closing of the session"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=SessionState.choices, default=SessionState.PLANNED
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-held_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SessionState.CLOSED, closed_at__isnull=False)
                | (~Q(state=SessionState.CLOSED) & Q(closed_at__isnull=True)),
                name="session_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(resolve_days__gte=1), name="session_leaves_a_day_to_solve"
            ),
        ]

    def __str__(self):
        return self.theme

    @property
    def answers_are_late(self) -> bool:
        return timezone.localdate() > self.answers_due_on

    @property
    def is_closed(self) -> bool:
        return self.state == SessionState.CLOSED


class SessionEnterprise(models.Model):
    """An enterprise chosen for a session, and why."""

    view_permission = "visits.session_view"

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="chosen"
    )
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("why it was chosen"), max_length=200)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise of a session")
        verbose_name_plural = _("enterprises of sessions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enterprise"], name="enterprise_once_in_a_session"
            ),
        ]

    def __str__(self):
        return f"{self.session} · {self.enterprise}"


class SessionQuestion(models.Model):
    """A question of an enterprise: what a department says beforehand, what the meeting decides.

    The case is there from the closing on, for what the meeting did not answer.
    """

    view_permission = "visits.session_view"

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="questions"
    )
    chosen = models.ForeignKey(
        SessionEnterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="questions",
    )
    title = models.CharField(_("question"), max_length=100)
    text = models.TextField(_("situation"), blank=True)
    department = models.ForeignKey(
        Organization,
        verbose_name=_("unit asked"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    preliminary = models.TextField(_("preliminary answer"), blank=True)
    preliminary_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("prepared by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    preliminary_at = models.DateTimeField(_("prepared at"), null=True, blank=True)
    decision = models.CharField(_("decided"), max_length=8, choices=Decision.choices, blank=True)
    decision_text = models.TextField(_("answer, or plan and route"), blank=True)
    unit = models.ForeignKey(
        Organization,
        verbose_name=_("lead unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    case = models.OneToOneField(
        Case,
        verbose_name=_("case"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="session_question",
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a session")
        verbose_name_plural = _("questions of sessions")
        ordering = ["chosen", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision=Decision.PLAN)
                | (~Q(decision_text="") & Q(unit__isnull=False)),
                name="session_plan_has_text_and_unit",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.DISPATCH) | Q(unit__isnull=False),
                name="session_dispatch_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=True) | Q(decision__in=(Decision.PLAN, Decision.DISPATCH)),
                name="session_case_of_what_stayed_open",
            ),
        ]

    def __str__(self):
        return self.title
