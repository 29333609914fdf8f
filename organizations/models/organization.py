from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from core.errors import NotSo
from core.pinyin import initials_of


class OrganizationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def at_and_below(self, ids):
        """The given organizations and everything under them in the tree."""
        paths = self.model.objects.filter(pk__in=ids).values_list("path", flat=True)
        condition = models.Q(pk__in=[])
        for path in paths:
            condition |= models.Q(path__startswith=path)
        return self.filter(condition)


class Organization(models.Model):
    """A unit of the district's tree: the district, a department, a town, a community, a branch."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("district")
        DEPARTMENT = "department", _("department")
        TOWN = "town", _("town, street or park")
        COMMUNITY = "community", _("community")
        BRANCH = "branch", _("party branch")

    name = models.CharField(_("name"), max_length=100, unique=True)
    short_name = models.CharField(_("short name"), max_length=30, blank=True)
    initials = models.CharField(_("pinyin initials"), max_length=60, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("above"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    path = models.CharField(max_length=200, editable=False, db_index=True)
    leader = models.ForeignKey(
        "organizations.Position",
        verbose_name=_("responsible district leader"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="charges",
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_visit_office = models.BooleanField(_("is the visit office"), default=False)
    is_catch_all = models.BooleanField(_("takes cases nobody owns"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_visit_office"],
                condition=models.Q(is_visit_office=True),
                name="organization_one_visit_office",
            ),
            models.UniqueConstraint(
                fields=["is_catch_all"],
                condition=models.Q(is_catch_all=True),
                name="organization_one_catch_all",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="organization_not_below_itself",
            ),
        ]

    def __str__(self):
        return self.short_name or self.name

    def clean(self):
        if self._stands_below_itself():
            raise ValidationError({"parent": _("A unit cannot stand below itself.")})

    def save(self, *args, **kwargs):
        """Keep the initials and the paths in the tree; a path needs the key first."""
        if self._stands_below_itself():
            raise NotSo(_("A unit cannot stand below itself."), fields={"parent": ""})
        self.initials = initials_of(self.short_name or self.name)[:60]
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            before, self.path = self.path, path
            super().save(update_fields=["path"])
            self._move_below(before)

    def _stands_below_itself(self) -> bool:
        return bool(self.path and self.parent and self.parent.path.startswith(self.path))

    def _move_below(self, before: str):
        """The units below move along with this one."""
        if before:
            Organization.objects.filter(path__startswith=before).exclude(pk=self.pk).update(
                path=Concat(Value(self.path), Substr("path", len(before) + 1))
            )
