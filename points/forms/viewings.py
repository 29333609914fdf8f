"""What is read from the pages of viewings; what is right is for the services to say."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect, LookupSelectMultiple
from organizations.models import Organization, User
from points.models import ViewedProject, Viewing
from points.selectors.standing import GROUPS
from points.services.viewings import Plan

_LINE = r"^(?P<name>.{1,50}?)[\s:：,，]+(?P<most>\d{1,3})\s*(%s)?$"
"""The name, the marks, and perhaps the word for marks in the language of the page."""


class ViewingForm(forms.Form):
    """A viewing as it is prepared; a criterion is a line: its name, and the marks it can bring."""

    title = forms.CharField(label=pgettext_lazy("of a viewing", "Title"), max_length=100)
    held_on = forms.DateField(
        label=_("Day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    judges = forms.ModelMultipleChoiceField(
        label=_("Judges"),
        queryset=User.objects.filter(is_active=True),
        widget=LookupSelectMultiple(
            "organizations:person_lookup", placeholder=_("Name or pinyin initials")
        ),
    )
    criteria = forms.CharField(
        label=_("Criteria"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line, with its marks, such as “progress 40”."),
    )

    def __init__(self, *args, viewing: Viewing | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if viewing:
            lines = [str(one) for one in viewing.criteria.all()]
            self.initial = {
                "title": viewing.title,
                "held_on": viewing.held_on,
                "judges": list(viewing.judges.all()),
                "criteria": "\n".join(lines),
            }

    def clean_criteria(self) -> list[tuple[str, int]]:
        lines = filter(None, map(str.strip, self.cleaned_data["criteria"].splitlines()))
        return [self._criterion(line) for line in lines]

    def _criterion(self, line: str) -> tuple[str, int]:
        word = pgettext("after a number of marks", "marks")
        found = re.match(_LINE % re.escape(word), line)
        if not found or not int(found["most"]):
            words = gettext("“%(line)s” does not end with its marks, such as “progress 40”.")
            raise ValidationError(words % {"line": line[:60]})
        return found["name"].strip(), int(found["most"])

    @property
    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class ProjectForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Organization.objects.none(), widget=FindSelect()
    )
    title = forms.CharField(label=_("Project"), max_length=100)
    place = forms.CharField(label=_("Where it is viewed"), max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Organization.objects.active().filter(kind__in=GROUPS)


class ScoreForm(forms.Form):
    """A field for each criterion, with the judge's marks where they gave some before."""

    def __init__(self, *args, project: ViewedProject, given: dict, **kwargs):
        super().__init__(*args, **kwargs)
        for one in project.viewing.criteria.all():
            self.fields[f"marks_{one.pk}"] = forms.DecimalField(
                label=one.name,
                min_value=0,
                max_value=one.most,
                max_digits=5,
                decimal_places=1,
                initial=given.get(one.pk),
                help_text=gettext("of %(most)d") % {"most": one.most},
                widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
            )

    @property
    def marks(self) -> dict:
        return {
            int(name.removeprefix("marks_")): marks for name, marks in self.cleaned_data.items()
        }
