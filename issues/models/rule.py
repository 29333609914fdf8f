from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models.case import Category
from issues.workflow import Kind, Tier
from organizations.models import Organization

_TIERS = [(tier.value, tier.label) for tier in (Tier.TIME_LIMITED, Tier.LEADER_LED)]


class DispatchRule(models.Model):
    """For cases like this, propose that. A rule proposes and says why; a person dispatches.

    A case fits when every condition that is set holds: ``words`` when any one of them is in its
    title, situation or root cause. Of several fitting rules the one with most conditions speaks.
    """

    name = models.CharField(_("name"), max_length=50, unique=True)
    kind = models.CharField(_("kind of case"), max_length=8, choices=Kind.choices, blank=True)
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    town = models.ForeignKey(
        Organization,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": Organization.Kind.TOWN},
    )
    words = models.CharField(
        _("words"), max_length=200, blank=True, help_text=_("any of them; a space between two")
    )
    lead = models.ForeignKey(
        Organization,
        verbose_name=_("lead unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    to_territory = models.BooleanField(_("the town where it lies leads"), default=False)
    tier = models.CharField(_("way of solving"), max_length=12, choices=_TIERS, blank=True)
    proposed_category = models.ForeignKey(
        Category,
        verbose_name=_("category to propose"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("dispatch rule")
        verbose_name_plural = _("dispatch rules")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="")
                | ~Q(kind="")
                | Q(category__isnull=False)
                | Q(town__isnull=False),
                name="dispatch_rule_asks_something",
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=False)
                | Q(to_territory=True)
                | ~Q(tier="")
                | Q(proposed_category__isnull=False),
                name="dispatch_rule_proposes_something",
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=True) | Q(to_territory=False),
                name="dispatch_rule_one_lead",
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=True)
                | Q(proposed_category__isnull=True)
                | ~Q(category=F("proposed_category")),
                name="dispatch_rule_category_changes",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def word_list(self) -> list[str]:
        return self.words.split()

    @property
    def scope(self) -> str:
        """For which cases, in words."""
        said = (
            [_("the text says %(words)s") % {"words": "、".join(self.word_list)}]
            if self.words
            else []
        )
        facts = (self.category, self.town, self.get_kind_display())
        return " · ".join([*map(str, said), *(str(fact) for fact in facts if fact)])

    @property
    def offer(self) -> str:
        """What it proposes, in words."""
        lead = self.lead or (_("the town where it lies") if self.to_territory else "")
        facts = (lead, self.get_tier_display(), self.proposed_category)
        return " · ".join(str(fact) for fact in facts if fact)

    @property
    def weight(self) -> int:
        """How many conditions are set: the more, the sooner it speaks."""
        return sum(map(bool, (self.kind, self.category_id, self.town_id, self.words)))
