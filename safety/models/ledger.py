"""The ledger that a unit kept elsewhere: how it is read, what came in, and what is history only."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.intake.models import IntakeJob, IntakeRow
from enterprises.models import Enterprise
from issues.models import Case
from organizations.models import Organization
from safety.ledger.headers import HEADINGS
from safety.workflow import Grade, SafetyField


class LedgerLayout(models.Model):
    """Which column is which, kept for the next file of a unit with the same headings."""

    unit = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    headings = models.CharField(max_length=64, help_text=_("digest of the headings"))
    columns = models.JSONField(_("columns"), help_text=_("field → place, from 0"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("columns of a ledger")
        verbose_name_plural = _("columns of ledgers")
        constraints = [
            models.UniqueConstraint(fields=["unit", "headings"], name="ledger_layout_once"),
        ]

    def __str__(self):
        return f"{self.unit} {self.headings[:8]}"


class LedgerWord(models.Model):
    """What a unit means by a word of its ledger: a level, a state, or an enterprise."""

    class Kind(models.TextChoices):
        LEVEL = "level", _("Level")
        STATE = "state", _("State")
        ENTERPRISE = "enterprise", _("Enterprise")

    unit = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=200, help_text=_("the word as it is compared"))
    meaning = models.CharField(_("meaning"), max_length=10, blank=True)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta:
        verbose_name = _("word of a ledger")
        verbose_name_plural = _("words of ledgers")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "key"], name="ledger_word_once"),
            models.CheckConstraint(
                condition=Q(kind="enterprise", enterprise__isnull=False, meaning="")
                | (~Q(kind="enterprise") & Q(enterprise__isnull=True) & ~Q(meaning="")),
                name="ledger_word_means_something",
            ),
        ]

    def __str__(self):
        return self.key


class LedgerImport(IntakeJob):
    """One workbook of a unit on its way into the ledger: columns told, checked, then taken over."""

    unit = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    is_mapped = models.BooleanField(_("columns told"), default=False)
    samples = models.JSONField(default=list)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise of all rows"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    field = models.CharField(
        _("field of rows that name none"),
        max_length=12,
        choices=SafetyField.choices,
        default=SafetyField.OTHER,
    )
    unknown = models.JSONField(_("words not known"), default=dict)

    objects = ScopedQuerySet.as_manager()
    view_permission = "safety.ledger_import"

    class Meta:
        verbose_name = _("import of a ledger")
        verbose_name_plural = _("imports of ledgers")
        ordering = ["-id"]

    @property
    def headings(self) -> dict[str, str]:
        return {name: self.header[place] for name, place in self.columns.items()}

    @property
    def is_ready(self) -> bool:
        return super().is_ready and self.is_mapped

    @property
    def total(self) -> int:
        return self.added + self.left + self.refused


class LedgerImportRow(IntakeRow):
    """One row of the workbook, and what it would become."""

    class Verdict(models.TextChoices):
        ADDED = "added", _("added")
        LEFT = "left", _("there already")
        REFUSED = "refused", _("not taken in")

    class Becomes(models.TextChoices):
        RECORD = "record", _("history: recorded before")
        RECTIFYING = "rectifying", _("a hazard being rectified")
        FOUND = "found", _("a hazard to be filed")

    job = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="rows")
    verdict = models.CharField(_("verdict"), max_length=7, choices=Verdict.choices)
    becomes = models.CharField(_("becomes"), max_length=10, choices=Becomes.choices, blank=True)

    class Meta:
        verbose_name = _("row of a ledger")
        verbose_name_plural = _("rows of a ledger")
        ordering = ["number"]
        indexes = [models.Index(fields=["job", "verdict", "number"], name="ledgerrow_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="ledgerrow_number_once"),
        ]

    @staticmethod
    def label_of(name: str) -> str:
        return HEADINGS.get(name, "")


class LedgerRecord(models.Model):
    """A line of a ledger kept elsewhere, as it stood there; never deleted.

    What was open there is a hazard here as well, and goes the whole loop. What was done there is
    history: nobody of this system accepted it, and it counts in no figure.
    """

    class Standing(models.TextChoices):
        OPEN = "open", _("open when it was taken over")
        DONE = "done", _("done before it was taken over")

    number = models.CharField(_("number"), max_length=20, unique=True)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="ledger_records",
    )
    unit = models.ForeignKey(
        Organization, verbose_name=_("whose ledger"), on_delete=models.PROTECT, related_name="+"
    )
    case = models.OneToOneField(
        Case,
        verbose_name=_("hazard"),
        null=True,
        on_delete=models.PROTECT,
        related_name="ledger_record",
    )
    standing = models.CharField(_("standing"), max_length=4, choices=Standing.choices)
    field = models.CharField(_("field"), max_length=12, choices=SafetyField.choices)
    grade = models.CharField(_("hazard level"), max_length=10, choices=Grade.choices, blank=True)
    found_on = models.DateField(_("found on"))
    due_on = models.DateField(_("to be rectified by"), null=True)
    done_on = models.DateField(_("rectified on"), null=True)
    accepted_on = models.DateField(_("accepted on"), null=True)
    description = models.TextField(_("what is dangerous"))
    place = models.TextField(_("place on the site"), blank=True)
    found_by = models.TextField(_("found by"), blank=True)
    measures = models.TextField(_("measures"), blank=True)
    funds = models.TextField(_("funds"), blank=True)
    responsible = models.TextField(_("unit responsible"), blank=True)
    person = models.TextField(_("person responsible"), blank=True)
    contingency = models.TextField(_("contingency measures"), blank=True)
    acceptor_unit = models.TextField(_("unit that accepted"), blank=True)
    acceptor = models.TextField(_("accepted by"), blank=True)
    cells = models.JSONField(_("the row as it stood"), default=list)
    fingerprint = models.CharField(max_length=64, unique=True)
    job = models.ForeignKey(
        LedgerImport, verbose_name=_("file"), on_delete=models.PROTECT, related_name="records"
    )
    row_number = models.PositiveIntegerField(_("row in the file"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken over by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("taken over at"))

    objects = ScopedQuerySet.as_manager()
    view_permission = "safety.ledger_view"

    class Meta:
        verbose_name = _("record of a ledger")
        verbose_name_plural = _("records of ledgers")
        ordering = ["-found_on", "-id"]
        indexes = [models.Index(fields=["standing", "-found_on", "-id"], name="ledger_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing="open", case__isnull=False)
                | Q(standing="done", case__isnull=True),
                name="ledger_record_open_is_a_hazard",
            ),
            models.CheckConstraint(condition=~Q(description=""), name="ledger_record_says_what"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("found_on")),
                name="ledger_record_due_after_found",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("found_on")),
                name="ledger_record_done_after_found",
            ),
            models.UniqueConstraint(fields=["job", "row_number"], name="ledger_record_of_one_row"),
        ]

    def __str__(self):
        return f"{self.number} {self.description[:60]}"
