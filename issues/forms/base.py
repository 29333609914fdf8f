from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import LookupSelect
from issues.models import Case
from organizations.models import Organization


def words(rows: int = 4, **attrs) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def unit_field(label, *, required: bool = True, help_text="") -> forms.ModelChoiceField:
    """A unit, found by two characters or by pinyin initials."""
    return forms.ModelChoiceField(
        label=label,
        queryset=Organization.objects.active(),
        required=required,
        help_text=help_text,
        widget=LookupSelect(
            "organizations:unit_lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )


class StepForm(forms.Form):
    """The form of one move. It carries the version of the case that the person saw."""

    intro = ""
    """A sentence above the fields, where the step needs one."""
    template = "issues/step.html"
    is_final = True
    """False: what was sent only works something out; the form is shown again."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, case: Case, **kwargs):
        self.user, self.case = user, case
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = case.version

    def perform(self) -> None:
        """Make the move; raises the domain's refusals."""
        facts = dict(self.cleaned_data)
        self.call(
            actor=self.user, case=self.case, seen_version=facts.pop("version"), **self.facts(facts)
        )

    def facts(self, cleaned: dict) -> dict:
        """What the service is told besides actor, case and version."""
        return cleaned

    def call(self, **facts) -> None:
        raise NotImplementedError

    def see_again(self) -> None:
        """Keep what was typed, on top of the case as it now stands."""
        self.case.refresh_from_db()
        self.data = self.data.copy()
        self.data["version"] = self.case.version


def refuse(form: forms.Form, error: DomainError) -> None:
    """Put a domain error beside its field, or on top of the form where it names none."""
    known = {name: text for name, text in error.fields.items() if name in form.fields}
    for name, text in known.items():
        form.add_error(name, text or error.message)
    if not known:
        form.add_error(None, error.message)
