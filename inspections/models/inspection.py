"""An inspection: a visit that goes by check-lists, and what each item was judged to be."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import StoredFile
from inspections.models.checklist import CheckItem, CheckList, CheckListVersion
from inspections.workflow import VIEW, InspectionKind, ReportState, Result
from organizations.models import Organization
from visits.models import Finding, PlannedVisit, Visit


class InspectionPlan(models.Model):
    """What a planned visit is to inspect by; whoever sees the one sees the other."""

    planned = models.OneToOneField(
        PlannedVisit,
        verbose_name=_("planned visit"),
        on_delete=models.PROTECT,
        related_name="inspection_plan",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=InspectionKind.choices)
    lists = models.ManyToManyField(CheckList, verbose_name=_("check-lists"), related_name="+")

    class Meta:
        verbose_name = _("plan of an inspection")
        verbose_name_plural = _("plans of inspections")

    def __str__(self):
        return str(self.planned)


class InspectionQuerySet(ScopedQuerySet):
    def with_state(self):
        """Each with ``is_signed``, and ``is_joint``: whether several units took part."""
        signed = self.model._meta.get_field("signature").related_model
        units = self.model.units.through.objects.filter(inspection=OuterRef("pk"))
        several = units.order_by().values("inspection").annotate(number=Count("pk"))
        return self.annotate(
            is_signed=Exists(signed.objects.filter(inspection=OuterRef("pk"))),
            is_joint=Exists(several.filter(number__gt=1)),
        )


class Inspection(models.Model):
    """The visit is its enterprise, time and people; its hazards are the visit's findings.

    ``reached`` of ``possible`` points; what is not applicable counts in neither.
    """

    view_permission = VIEW

    number = models.CharField(_("number"), max_length=20, unique=True)
    visit = models.OneToOneField(
        Visit, verbose_name=_("visit"), on_delete=models.PROTECT, related_name="inspection"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=InspectionKind.choices)
    units = models.ManyToManyField(
        Organization, verbose_name=_("units that inspected"), related_name="+"
    )
    met = models.CharField(_("who was there for the enterprise"), max_length=60, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    reached = models.PositiveIntegerField(_("points reached"))
    possible = models.PositiveIntegerField(_("points possible"))
    failed = models.PositiveSmallIntegerField(_("items not passed"))

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached__lte=F("possible")), name="inspection_reached_of_possible"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.visit.enterprise.name}"

    @property
    def state(self) -> str:
        return ReportState.SIGNED if hasattr(self, "signature") else ReportState.OPEN

    @property
    def percent(self) -> int | None:
        """Points reached of a hundred, rounded down; None where nothing was applicable."""
        return 100 * self.reached // self.possible if self.possible else None


class InspectedList(models.Model):
    """A version of a list by which was inspected: it stays what it was."""

    inspection = models.ForeignKey(
        Inspection, verbose_name=_("inspection"), on_delete=models.PROTECT, related_name="lists"
    )
    version = models.ForeignKey(
        CheckListVersion,
        verbose_name=_("check-list"),
        on_delete=models.PROTECT,
        related_name="inspected",
    )

    class Meta:
        verbose_name = _("check-list of an inspection")
        verbose_name_plural = _("check-lists of inspections")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "version"], name="inspected_by_a_list_once"
            ),
        ]

    def __str__(self):
        return str(self.version)


class Judgement(models.Model):
    """What one item was found to be; one that failed is a hazard, with the visit's finding."""

    inspected = models.ForeignKey(
        InspectedList,
        verbose_name=_("check-list"),
        on_delete=models.PROTECT,
        related_name="judgements",
    )
    item = models.ForeignKey(
        CheckItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(_("result"), max_length=4, choices=Result.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    finding = models.OneToOneField(
        Finding,
        verbose_name=_("finding"),
        null=True,
        on_delete=models.PROTECT,
        related_name="judgement",
    )

    class Meta:
        verbose_name = _("judgement of an item")
        verbose_name_plural = _("judgements of items")
        ordering = ["inspected", "item__place"]
        constraints = [
            models.UniqueConstraint(fields=["inspected", "item"], name="judgement_once_per_item"),
            models.CheckConstraint(
                condition=Q(result=Result.FAIL, finding__isnull=False)
                | (~Q(result=Result.FAIL) & Q(finding__isnull=True)),
                name="judgement_failed_is_a_hazard",
            ),
        ]

    def __str__(self):
        return f"{self.item} {self.get_result_display()}"


class JudgementPhoto(models.Model):
    """A photo of an item that passed; those of a hazard are its finding's."""

    judgement = models.ForeignKey(
        Judgement, verbose_name=_("judgement"), on_delete=models.PROTECT, related_name="photos"
    )
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of an item")
        verbose_name_plural = _("photos of items")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)
