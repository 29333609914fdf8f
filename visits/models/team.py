from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.natural import natural_key
from enterprises.models import Enterprise
from organizations.models import Organization, User

HEADS = ("district_leader", "department_head", "town_head")


def in_force_on(day, prefix: str = "") -> Q:
    """Rows whose period, ``since_on`` to ``until_on``, holds the day."""
    not_over = Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gte": day})
    return not_over & Q(**{f"{prefix}since_on__lte": day})


class VisitTeamQuerySet(ScopedQuerySet):
    def in_force(self):
        return self.filter(in_force_on(timezone.localdate()))

    def of(self, user):
        """The teams this person leads or goes along with, today."""
        goes_along = VisitTeam.members.through.objects.filter(user=user).values("visitteam")
        mine = Q(pk__in=goes_along)
        for head in HEADS:
            mine |= Q(**{head: user})
        return self.in_force().filter(mine)

    def serving(self, enterprise: Enterprise):
        """The team that serves the enterprise today; there is at most one."""
        served = TeamEnterprise.objects.in_force().filter(enterprise=enterprise)
        return self.in_force().filter(pk__in=served.values("team"))


class VisitTeam(models.Model):
    """“1+1+1”: one district leader, one department head, one town or park head, for a period."""

    view_permission = "visits.visit_view"

    name = models.CharField(_("name"), max_length=50)
    name_key = models.CharField(max_length=250, editable=False)
    district_leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("district leader"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    department_head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("department head"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    department = models.ForeignKey(
        Organization, verbose_name=_("department"), on_delete=models.PROTECT, related_name="+"
    )
    town_head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("town or park head"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    town = models.ForeignKey(
        Organization, verbose_name=_("town"), on_delete=models.PROTECT, related_name="+"
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("officials who go along"),
        blank=True,
        related_name="+",
    )
    since_on = models.DateField(_("since"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = VisitTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit team")
        verbose_name_plural = _("visit teams")
        ordering = ["name_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(district_leader=F("department_head"))
                & ~Q(district_leader=F("town_head"))
                & ~Q(department_head=F("town_head")),
                name="team_of_three_people",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="team_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(until_on__isnull=True),
                name="team_name_once_while_open",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key = natural_key(self.name)
        super().save(*args, **kwargs)

    def people(self) -> list[User]:
        """The three heads, then those who go along, each once."""
        everybody = [getattr(self, head) for head in HEADS] + list(self.members.all())
        return list(dict.fromkeys(everybody))


class TeamEnterpriseQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(in_force_on(timezone.localdate()))


class TeamEnterprise(models.Model):
    """An enterprise that a team serves, for a period; no two teams serve one at the same time."""

    team = models.ForeignKey(
        VisitTeam, verbose_name=_("visit team"), on_delete=models.CASCADE, related_name="served"
    )
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.PROTECT, related_name="served_by"
    )
    since_on = models.DateField(_("since"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = TeamEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise of a team")
        verbose_name_plural = _("enterprises of teams")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(until_on__isnull=True),
                name="enterprise_served_by_one_team",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="service_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.team} · {self.enterprise}"
