"""An online visit that is prepared: the enterprise fills in its side first, by a link."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import ScopedQuerySet
from core.models import SingleUse
from enterprises.models import Enterprise
from organizations.models import Organization
from visits.models.visit import Finding, Visit


class Invitation(models.Model):
    """To one enterprise, for one online visit, at a time that was agreed."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("invitation", "waits for the enterprise")
        ANSWERED = "answered", pgettext_lazy("invitation", "filled in, visit to log")
        EXPIRED = "expired", pgettext_lazy("invitation", "expired without an answer")
        VISITED = "visited", pgettext_lazy("invitation", "visited")
        WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")

    view_permission = "visits.visit_view"

    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    meets_at = models.DateTimeField(_("when you speak to each other"))
    about = models.CharField(_("what it is about"), max_length=200, blank=True)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("who takes part"), related_name="+"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("invited at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    visit = models.OneToOneField(
        Visit,
        verbose_name=_("visit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitation",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to an online visit")
        verbose_name_plural = _("invitations to online visits")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(visit__isnull=True),
                name="invitation_visited_is_not_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(meets_at__gt=F("created_at")), name="invitation_meets_after_inviting"
            ),
        ]

    def __str__(self):
        return self.enterprise.name

    @property
    def link(self) -> "InvitationLink":
        """The link in force."""
        return next(link for link in self.links.all() if link.superseded_at is None)

    @property
    def is_open(self) -> bool:
        """Neither withdrawn nor visited."""
        return self.withdrawn_at is None and self.visit_id is None

    def state_at(self, now: datetime) -> State:
        if self.visit_id:
            return self.State.VISITED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        link = self.link
        if link.used_at:
            return self.State.ANSWERED
        return self.State.EXPIRED if link.expires_at <= now else self.State.WAITING


class InvitationLink(SingleUse):
    """The link by which the enterprise, once, fills in its side."""

    invitation = models.ForeignKey(
        Invitation, verbose_name=_("invitation"), on_delete=models.PROTECT, related_name="links"
    )

    class Meta:
        verbose_name = _("link of an invitation")
        verbose_name_plural = _("links of invitations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(superseded_at__isnull=True),
                name="invitation_link_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(superseded_at__isnull=True),
                name="invitation_link_used_is_not_superseded",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="invitation_link_expires_after_made",
            ),
        ]

    def __str__(self):
        return str(self.invitation)


class InvitationAnswer(models.Model):
    """What the enterprise wrote, as it wrote it; nobody changes it."""

    invitation = models.OneToOneField(
        Invitation,
        verbose_name=_("invitation"),
        on_delete=models.PROTECT,
        related_name="answer",
    )
    link = models.OneToOneField(InvitationLink, on_delete=models.PROTECT, related_name="answer")
    situation = models.TextField(_("situation"))
    contact_name = models.CharField(_("contact"), max_length=60)
    contact_phone = models.CharField(_("contact phone"), max_length=30)
    answered_at = models.DateTimeField(_("filled in at"))

    class Meta:
        verbose_name = _("what an enterprise filled in")
        verbose_name_plural = _("what enterprises filled in")

    def __str__(self):
        return str(self.invitation)


class ProposedDemand(models.Model):
    """A question or demand of the enterprise: proposed as a finding, kept or dropped by a person."""

    answer = models.ForeignKey(InvitationAnswer, on_delete=models.PROTECT, related_name="demands")
    position = models.PositiveSmallIntegerField(_("place in the answer"))
    title = models.CharField(_("title"), max_length=100)
    description = models.TextField(_("situation"), blank=True)
    finding = models.OneToOneField(
        Finding,
        verbose_name=_("finding"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposed_as",
    )

    class Meta:
        verbose_name = _("demand proposed by an enterprise")
        verbose_name_plural = _("demands proposed by enterprises")
        ordering = ["answer", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "position"], name="proposed_demand_place_once"
            ),
        ]

    def __str__(self):
        return self.title
