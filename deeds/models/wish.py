"""A micro-wish: whose it is, who claimed it, and how the wisher says it was fulfilled."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import ScopedQuerySet
from core.models import StoredFile
from deeds.models.deed import Satisfaction
from deeds.workflow import IN_HAND, ON_THE_WALL, WishState
from enterprises.models import Enterprise
from organizations.models import Organization

UNCLAIMED_MOST = timedelta(days=15)
"""So many calendar days may a wish hang on the wall before somebody is reminded of it."""


class WishQuerySet(ScopedQuerySet):
    def waiting_long(self, today: date):
        """On the wall, and not claimed within 15 days."""
        return self.filter(state=WishState.PUBLISHED, open_since__lt=today - UNCLAIMED_MOST)

    def late(self, today: date):
        """Claimed, and not fulfilled by the day it was wanted by."""
        return self.filter(state=WishState.CLAIMED, wanted_by__lt=today)

    def behind(self, today: date):
        return self.waiting_long(today) | self.late(today)


class Wish(models.Model):
    """One micro-wish (微心愿). Whose it is is shown only to those who have to do with it."""

    class Category(models.TextChoices):
        GOODS = "goods", pgettext_lazy("wish", "things needed")
        CARE = "care", pgettext_lazy("wish", "company and care")
        LEARNING = "learning", pgettext_lazy("wish", "learning and growing up")
        REPAIR = "repair", pgettext_lazy("wish", "small repairs")
        HEALTH = "health", pgettext_lazy("wish", "health")
        WORK = "work", pgettext_lazy("wish", "work and skills")
        OTHER = "other", pgettext_lazy("wish", "others")

    class Source(models.TextChoices):
        VISIT = "visit", pgettext_lazy("wish collected", "on a visit")
        COMMUNITY = "community", pgettext_lazy("wish collected", "in the community")

    view_permission = "deeds.wish_view"

    title = models.CharField(pgettext_lazy("of a wish", "the wish"), max_length=100)
    detail = models.TextField(_("more about it"), blank=True)
    category = models.CharField(_("category"), max_length=8, choices=Category.choices)
    source = models.CharField(
        pgettext_lazy("of a wish", "where collected"), max_length=9, choices=Source.choices
    )
    wanted_by = models.DateField(_("wanted by"))
    name = models.CharField(_("whose wish"), max_length=50)
    contact = models.CharField(_("how to reach them"), max_length=100)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wishes",
    )
    unit = models.ForeignKey(
        Organization,
        verbose_name=_("collected for"),
        on_delete=models.PROTECT,
        related_name="wishes",
    )
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("collected by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    collected_at = models.DateTimeField(_("collected at"))
    state = models.CharField(
        _("state"), max_length=9, choices=WishState.choices, default=WishState.COLLECTED
    )
    open_since = models.DateField(
        _("on the wall since"), null=True, blank=True, help_text=_("anew when it was given back")
    )
    withdrawn_because = models.TextField(_("withdrawn because"), blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("micro-wish")
        verbose_name_plural = _("micro-wishes")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=ON_THE_WALL) | Q(open_since__isnull=False),
                name="wish_on_the_wall_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=WishState.WITHDRAWN) & ~Q(withdrawn_because="")
                | ~Q(state=WishState.WITHDRAWN) & Q(withdrawn_because=""),
                name="wish_withdrawn_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "wanted_by"], name="wish_by_state_and_day"),
            models.Index(fields=["unit", "state"], name="wish_by_unit_and_state"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deeds:wish", args=[self.pk])

    @cached_property
    def claim(self):
        """The claim in force, if there is one; lists bring it along in ``claims.all()``."""
        return next((one for one in self.claims.all() if one.given_back_at is None), None)

    @property
    def is_late(self) -> bool:
        today = timezone.localdate()
        if self.state == WishState.PUBLISHED:
            return self.open_since < today - UNCLAIMED_MOST
        return self.state == WishState.CLAIMED and self.wanted_by < today

    @property
    def light(self) -> str:
        if self.state not in (WishState.PUBLISHED, *IN_HAND):
            return ""
        return "late" if self.is_late else "on_time"


class Claim(models.Model):
    """Who took a wish on: a unit by one of its people, or a person for themselves."""

    wish = models.ForeignKey(
        Wish, verbose_name=_("micro-wish"), on_delete=models.PROTECT, related_name="claims"
    )
    unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit that claims"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("empty: the person for themselves"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who claims"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who collected it"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    claimed_at = models.DateTimeField(_("claimed at"))
    words = models.TextField(_("how it will be fulfilled"), blank=True)
    given_back_at = models.DateTimeField(_("given back at"), null=True, blank=True)
    given_back_because = models.TextField(_("given back because"), blank=True)

    class Meta:
        verbose_name = _("claim of a wish")
        verbose_name_plural = _("claims of wishes")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wish"],
                condition=Q(given_back_at__isnull=True),
                name="claim_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(given_back_at__isnull=True, given_back_because="")
                | Q(given_back_at__isnull=False) & ~Q(given_back_because=""),
                name="claim_given_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("collector")), name="claim_not_by_the_collector"
            ),
        ]

    def __str__(self):
        return f"{self.wish} · {self.who}"

    @property
    def who(self) -> str:
        return f"{self.unit} {self.person}" if self.unit else str(self.person)


class Fulfilment(models.Model):
    """How a claim was fulfilled, and what the wisher said of it to somebody else."""

    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim of a wish"),
        on_delete=models.PROTECT,
        related_name="fulfilments",
    )
    words = models.TextField(_("how it was fulfilled"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("recorded at"))
    is_confirmed = models.BooleanField(_("really fulfilled?"), null=True)
    satisfaction = models.PositiveSmallIntegerField(
        _("how satisfied they are"), null=True, blank=True, choices=Satisfaction.choices
    )
    thanks = models.TextField(_("in the words of whose wish it was"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who asked them"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("fulfilment of a wish")
        verbose_name_plural = _("fulfilments of wishes")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(is_confirmed__isnull=True),
                name="fulfilment_one_to_be_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed__isnull=True, asked_by__isnull=True, asked_at__isnull=True)
                | Q(
                    is_confirmed__isnull=False,
                    asked_by__isnull=False,
                    asked_at__isnull=False,
                    satisfaction__range=(1, 5),
                ),
                name="fulfilment_confirmed_whole",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True)
                | ~Q(asked_by=F("by")) & ~Q(asked_by=F("claimed_by")),
                name="fulfilment_confirmed_by_others",
            ),
            models.CheckConstraint(
                condition=~Q(is_confirmed=False) | ~Q(thanks=""),
                name="fulfilment_sent_back_with_a_reason",
            ),
        ]

    def __str__(self):
        return str(self.claim)


class FulfilmentPhoto(models.Model):
    """A photo that shows a wish fulfilled. Who sees whose wish it is sees it."""

    fulfilment = models.ForeignKey(
        Fulfilment,
        verbose_name=_("fulfilment of a wish"),
        on_delete=models.PROTECT,
        related_name="photos",
    )
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of a fulfilled wish")
        verbose_name_plural = _("photos of fulfilled wishes")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)
