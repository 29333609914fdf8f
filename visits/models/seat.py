from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from visits.models.team import VisitTeam


class SeatTerm(models.Model):
    """Who took one of a team's three seats, and from which day.

    A term ends when the next of its seat begins, and the last with the team. So no two can overlap
    and none can be missing, on any database: what cannot be written need not be refused.
    """

    class Seat(models.TextChoices):
        DISTRICT_LEADER = "district_leader", _("district leader")
        DEPARTMENT_HEAD = "department_head", _("department head")
        TOWN_HEAD = "town_head", _("town or park head")

    UNIT_OF = {Seat.DEPARTMENT_HEAD: "department", Seat.TOWN_HEAD: "town"}
    """Seat → the team's column for the unit that the head speaks for."""

    team = models.ForeignKey(
        VisitTeam, verbose_name=_("visit team"), on_delete=models.CASCADE, related_name="terms"
    )
    seat = models.CharField(_("seat"), max_length=15, choices=Seat.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    since_on = models.DateField(_("since"))

    class Meta:
        verbose_name = _("term of a seat")
        verbose_name_plural = _("terms of seats")
        ordering = ["since_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "seat", "since_on"], name="seat_taken_once_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.get_seat_display()} · {self.person}"
