"""What the page of a visit knows of plans: the one it fulfils, and the reason over the cap."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visits.forms.planned import REASON
from visits.models import PlannedVisit
from visits.selectors.planned import planned_to_log


class PlannedPart(forms.Form):
    planned = forms.ModelChoiceField(
        label=_("Planned visit"),
        queryset=PlannedVisit.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _(
                "This plan is not open any more, or not yours. Choose another, or none."
            )
        },
    )
    over_cap_reason = REASON

    def offer_planned(self, user, enterprise) -> None:
        if enterprise:
            self.fields["planned"].queryset = planned_to_log(user=user, enterprise=enterprise)


def for_today(plans: Iterable[PlannedVisit]) -> PlannedVisit | None:
    """The plan that is taken to be fulfilled when the enterprise is chosen today."""
    today = timezone.localdate()
    return next((planned for planned in plans if planned.planned_on == today), None)


def initial_from(planned: PlannedVisit | None) -> dict:
    """What the page of a visit takes over from its plan: nothing is typed twice."""
    if planned is None:
        return {}
    facts = {
        "planned": planned.pk,
        "purpose": planned.purpose,
        "unannounced": planned.unannounced,
        "participants": list(planned.rows.values_list("person", flat=True)),
    }
    if planned.checked_in_at:
        arrived = timezone.localtime(planned.checked_in_at)
        facts["visited_at"] = arrived.replace(second=0, microsecond=0)
    return facts
