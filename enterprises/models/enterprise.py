from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.fields import BigramField
from core.pinyin import initials_of
from enterprises.models.tag import Tag
from enterprises.naming import name_key
from enterprises.scale import Scale, scale_of


class Enterprise(models.Model):
    """A target of visits in the register: an enterprise, or another place worth visiting."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("enterprise")
        PROJECT = "project", _("construction project")
        SHOP_OR_MARKET = "shop_or_market", _("shop or market")
        COMMUNITY = "community", _("village or community")
        ORGANISATION = "organisation", _("new organisation")
        SERVICE_CENTRE = "service_centre", _("public service centre")
        HOUSEHOLD = "household", _("household")

    class Tier(models.TextChoices):
        A = "A", _("tier A")
        B = "B", _("tier B")
        C = "C", _("tier C")
        D = "D", _("tier D")

    class Risk(models.TextChoices):
        """The four colours by which risks of work safety are graded, the gravest first."""

        RED = "red", _("red (major risk)")
        ORANGE = "orange", _("orange (greater risk)")
        YELLOW = "yellow", _("yellow (general risk)")
        BLUE = "blue", _("blue (low risk)")

    Scale = Scale

    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.ENTERPRISE)
    name = models.CharField(_("name"), max_length=200, db_index=True)
    name_key = models.CharField(
        max_length=200, editable=False, help_text=_("the name as it is compared with others")
    )
    initials = models.CharField(_("pinyin initials"), max_length=200, editable=False, db_index=True)
    uscc = models.CharField(_("credit code"), max_length=18, unique=True, null=True, blank=True)
    town = models.ForeignKey(
        "organizations.Organization",
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enterprises",
    )
    industry_code = models.CharField(_("industry code"), max_length=5, blank=True, db_index=True)
    industry = models.CharField(_("industry"), max_length=100, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    revenue_wan = models.DecimalField(
        _("revenue (10,000 yuan)"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    assets_wan = models.DecimalField(
        _("assets (10,000 yuan)"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    scale = models.CharField(
        _("scale"), max_length=14, choices=Scale.choices, default=Scale.UNKNOWN, editable=False
    )
    benefit_tier = models.CharField(
        _("benefit tier"), max_length=1, choices=Tier.choices, blank=True
    )
    risk = models.CharField(_("risk colour"), max_length=6, choices=Risk.choices, blank=True)
    is_key = models.BooleanField(
        _("key enterprise"),
        default=False,
        db_default=False,
        help_text=_("large, specialised or hazardous: leaders of a higher rank visit it"),
    )
    is_suspended = models.BooleanField(
        _("production suspended"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("a suspension order is in force: kept by whoever issues and lifts it"),
    )
    tags = models.ManyToManyField(
        Tag, verbose_name=_("tags"), blank=True, related_name="enterprises"
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=60, blank=True)
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=60, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    capital = models.CharField(_("registered capital"), max_length=60, blank=True)
    capital_wan = models.DecimalField(
        _("registered capital (10,000 yuan)"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
    )
    registration_type = models.CharField(_("registration type"), max_length=100, blank=True)
    scope = models.TextField(_("business scope"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="taken_in",
        help_text=_("the same target, under which all that belonged to this one now stands"),
    )
    search = BigramField()
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ScopedQuerySet.as_manager()
    view_permission = "enterprises.enterprise_view"

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["town", "id"], name="enterprise_by_town"),
            models.Index(fields=["scale", "id"], name="enterprise_by_scale"),
            models.Index(fields=["name_key"], name="enterprise_by_name_key"),
            models.Index(
                fields=["kind", "id"],
                condition=~models.Q(kind="enterprise"),
                name="enterprise_other_kinds",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="enterprise_has_name"),
            models.CheckConstraint(
                condition=~models.Q(uscc=""), name="enterprise_uscc_null_not_empty"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="household")
                | (models.Q(uscc__isnull=True, legal_representative="", contact_name="")),
                name="enterprise_household_by_address_only",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="household") | ~models.Q(address=""),
                name="enterprise_household_has_address",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(is_active=False),
                name="enterprise_merged_is_inactive",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | ~models.Q(merged_into=models.F("id")),
                name="enterprise_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Whether it is suspended is written by whoever knows, never with what was read before."""
        self.derive()
        if not self._state.adding:
            kwargs.setdefault("update_fields", self._own_fields())
        super().save(*args, **kwargs)

    def _own_fields(self) -> list[str]:
        left_out = self.get_deferred_fields() | {"id", "is_suspended"}
        return [one.name for one in self._meta.concrete_fields if one.attname not in left_out]

    @property
    def kept(self) -> "Enterprise":
        """Itself, or the target it was merged into: under which one writes from now on."""
        return self.merged_into or self

    @property
    def tag_names(self) -> list[str]:
        """What it is tagged with, in one order; read from the tags already fetched, if any are."""
        return sorted(tag.name for tag in self.tags.all()) if self.pk else []

    def derive(self) -> None:
        """Set what follows from the other fields; whoever writes in bulk calls it first."""
        self.uscc = self.uscc or None
        if self.kind == self.Kind.HOUSEHOLD:
            self.name = self.address[:200]
        self.name_key = name_key(self.name)
        self.initials = initials_of(self.name)[:200]
        self.scale = scale_of(self.industry_code, self.employees, self.revenue_wan, self.assets_wan)
        self.search = f"{self.name} {self.initials} {self.uscc or ''} {self.address}"
