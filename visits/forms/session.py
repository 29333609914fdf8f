from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import FindSelect, LookupSelect
from enterprises.models import Enterprise
from organizations.models import Organization, User
from visits.forms.fields import Segments
from visits.models import Session, SessionQuestion
from visits.workflow import Decision

UNITS = Organization.objects.active().filter(
    kind__in=(Organization.Kind.DEPARTMENT, Organization.Kind.TOWN)
)


class SessionForm(forms.ModelForm):
    """A session as it is entered; the rules are the service's."""

    class Meta:
        model = Session
        fields = (
            "theme",
            "kind",
            "held_at",
            "ends_on",
            "place",
            "town",
            "leader",
            "answers_due_on",
            "resolve_days",
        )
        widgets = {
            "held_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "answers_due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "town": FindSelect(),
            "leader": LookupSelect(
                "organizations:person_lookup", placeholder=_("Name or pinyin initials")
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["town"].queryset = UNITS.filter(kind=Organization.Kind.TOWN)
        self.fields["leader"].queryset = User.objects.filter(is_active=True)


class ChooseForm(forms.Form):
    """An enterprise for the session, and why."""

    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.filter(is_active=True),
        widget=LookupSelect("enterprises:lookup", placeholder=_("Name or pinyin initials")),
    )
    reason = forms.CharField(label=_("Why it is chosen"), max_length=200)


class QuestionForm(forms.Form):
    """What an enterprise asks, and which unit is to answer."""

    title = forms.CharField(label=_("Question"), max_length=100)
    text = forms.CharField(
        label=_("Situation"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    department = forms.ModelChoiceField(
        label=_("Unit asked"), queryset=UNITS, required=False, widget=FindSelect()
    )


class OfVersion(forms.Form):
    """Knows which version of the question the person saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def sees(self, question: SessionQuestion) -> None:
        """Sent once more, it is sent in sight of how the question stands now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = question.version


class PreliminaryForm(OfVersion):
    """What the unit asked will answer."""

    text = forms.CharField(label=_("Preliminary answer"), widget=forms.Textarea(attrs={"rows": 5}))


class DecisionForm(OfVersion):
    """What the meeting makes of one question; many stand on one page."""

    decision = forms.ChoiceField(
        label=pgettext_lazy("what the meeting makes of it", "Decided"),
        choices=Decision.choices,
        widget=Segments,
    )
    text = forms.CharField(
        label=_("Answer, or plan and route"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unit = forms.ModelChoiceField(
        label=_("Lead unit"),
        queryset=UNITS,
        required=False,
        widget=FindSelect(),
    )

    @classmethod
    def all_of(cls, questions: list[SessionQuestion]) -> None:
        """Give each question its ``form``; the units are read once for all of them."""
        if not questions:
            return
        units = [("", "---------"), *((unit.pk, str(unit)) for unit in UNITS.all())]
        for question in questions:
            question.form = cls.of(question)
            question.form.fields["unit"].choices = units

    @classmethod
    def of(cls, question: SessionQuestion):
        initial = {
            "decision": question.decision or Decision.ANSWERED,
            "text": question.decision_text,
            "unit": question.unit_id or question.department_id,
            "seen_version": question.version,
        }
        return cls(initial=initial, prefix=f"q{question.pk}")
