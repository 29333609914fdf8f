from collections import defaultdict
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import Scope
from core.pinyin import initials_of
from organizations.models.organization import Organization
from organizations.roles import GRANTS, Role


class User(AbstractUser):
    """A person with an account. What they may do follows from their roles in units."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("full name"), max_length=50)
    initials = models.CharField(_("pinyin initials"), max_length=60, editable=False, db_index=True)
    title = models.CharField(_("title"), max_length=50, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    must_change_password = models.BooleanField(_("must change password"), default=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["id"]

    def __str__(self):
        return self.full_name or self.username

    def save(self, *args, **kwargs):
        self.initials = initials_of(self.full_name)[:60]
        super().save(*args, **kwargs)

    @property
    def display_name(self) -> str:
        return str(self)

    def get_full_name(self):
        return self.full_name

    def grants(self, permission: str) -> dict[Scope, frozenset[int]]:
        """Return the scopes in which this person has the permission, each with its unit ids."""
        return self._grants.get(permission, {})

    @cached_property
    def _grants(self) -> dict[str, dict[Scope, frozenset[int]]]:
        if not self.is_active:
            return {}
        units_by_role = defaultdict(set)
        for role, organization_id in self.roles_held():
            units_by_role[role].add(organization_id)
        found = defaultdict(lambda: defaultdict(frozenset))
        for role, tops in units_by_role.items():
            below = Organization.objects.at_and_below(tops).values_list("pk", flat=True)
            units = frozenset(below)
            for permission, scopes in GRANTS.get(role, {}).items():
                for scope in scopes:
                    found[permission][self._widened(scope)] |= units
        return {permission: dict(scopes) for permission, scopes in found.items()}

    def _widened(self, scope: Scope) -> Scope:
        """A principal leader of the district answers for everything in it."""
        return Scope.ALL if scope == Scope.CHARGE and self._answers_for_all else scope

    @cached_property
    def _answers_for_all(self) -> bool:
        top = {"kind": Position.Kind.PRINCIPAL, "organization__parent__isnull": True}
        return self.posts.filter(**top).exists()

    @property
    def posts(self):
        """The positions this person holds, or stands in for today."""
        acting = Position.objects.acting_for(timezone.localdate()).filter(delegate=self)
        return Position.objects.filter(Q(holder=self) | Q(pk__in=acting))

    def roles_held(self) -> list[tuple[str, int]]:
        """The person's roles in units today: their own, and those they stand in for."""
        today = timezone.localdate()
        own = self.memberships.in_force().values_list("role", "organization_id")
        acting = [
            (Position.ROLE_OF_KIND[kind], organization_id)
            for kind, organization_id in Position.objects.acting_for(today)
            .filter(delegate=self)
            .values_list("kind", "organization_id")
        ]
        return [*own, *acting]

    @cached_property
    def home_unit_ids(self) -> frozenset[int]:
        """The units this person belongs to themselves, not those below them."""
        return frozenset(organization_id for _role, organization_id in self.roles_held())

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """The units this person belongs to in any role, and all units below them."""
        tops = [organization_id for _role, organization_id in self.roles_held()]
        return frozenset(Organization.objects.at_and_below(tops).values_list("pk", flat=True))

    @cached_property
    def stands_for_ids(self) -> frozenset[int]:
        """This person, and the holders of the posts they stand in for today."""
        holders = self.posts.filter(holder__isnull=False).values_list("holder", flat=True)
        return frozenset({self.pk, *holders})

    @cached_property
    def charge_ids(self) -> frozenset[int]:
        """The units a district leader answers for; a principal leader answers for all."""
        mine = self.posts
        tops = set(Organization.objects.filter(leader__in=mine).values_list("pk", flat=True))
        tops.update(
            mine.filter(kind=Position.Kind.PRINCIPAL).values_list("organization_id", flat=True)
        )
        return frozenset(Organization.objects.at_and_below(tops).values_list("pk", flat=True))


class MembershipQuerySet(models.QuerySet):
    def in_force(self):
        """The roles held today."""
        today = timezone.localdate()
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=today), since_on__lte=today)


class Membership(models.Model):
    """A person's role in a unit. One person may hold several, in several units."""

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since_on = models.DateField(_("since"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("role in a unit")
        verbose_name_plural = _("roles in units")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.organization} · {self.get_role_display()}"


class PositionQuerySet(models.QuerySet):
    def acting_for(self, day):
        """Positions whose delegate acts on ``day``."""
        return self.filter(
            delegate__isnull=False, delegate_from_on__lte=day, delegate_until_on__gte=day
        )


class Position(models.Model):
    """A post, to which supervision is addressed; its holder may change, be on leave or be missing."""

    class Kind(models.TextChoices):
        HEAD = "head", _("head of the unit")
        LEADER = "leader", _("district leader")
        PRINCIPAL = "principal", _("principal leader of the district")

    ROLE_OF_KIND = {
        Kind.HEAD: Role.UNIT_HEAD,
        Kind.LEADER: Role.DISTRICT_LEADER,
        Kind.PRINCIPAL: Role.DISTRICT_LEADER,
    }

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        related_name="positions",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=60)
    holder = models.ForeignKey(
        User,
        verbose_name=_("holder"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="positions",
    )
    delegate = models.ForeignKey(
        User,
        verbose_name=_("delegate during leave"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="delegations",
    )
    delegate_from_on = models.DateField(_("delegate from"), null=True, blank=True)
    delegate_until_on = models.DateField(_("delegate until"), null=True, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(kind="head"),
                name="position_one_head_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(delegate__isnull=True)
                | Q(delegate_from_on__isnull=False, delegate_until_on__gte=F("delegate_from_on")),
                name="position_delegate_has_period",
            ),
        ]

    def __str__(self):
        return f"{self.organization} · {self.title}"

    def is_delegated_on(self, day) -> bool:
        """Whether the delegate stands in on ``day``: the holder is on leave."""
        return bool(
            self.delegate_id
            and self.delegate_from_on
            and self.delegate_until_on
            and self.delegate_from_on <= day <= self.delegate_until_on
        )

    def answers_on(self, day) -> User | None:
        """Who answers for the post on ``day``: the delegate during leave, else the holder.

        Nobody if the account is closed: the post counts as vacant.
        """
        person = self.delegate if self.is_delegated_on(day) else self.holder
        return person if person and person.is_active else None
