from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect, LookupSelect
from enterprises.models import Enterprise
from issues.forms.base import words
from issues.forms.files import FilesMixin
from issues.models import Case, Category
from issues.services.cases import case_register
from issues.workflow import Kind


class RegisterForm(FilesMixin):
    """A case that no visit brought: from a survey, a department's line or the enterprise itself."""

    kind = forms.ChoiceField(
        label=_("Kind of case"),
        choices=[(kind.value, kind.label) for kind in (Kind.DEMAND, Kind.ISSUE)],
        initial=Kind.DEMAND,
        widget=forms.RadioSelect,
    )
    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        widget=LookupSelect(
            "enterprises:lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    title = forms.CharField(
        label=_("What is it about?"),
        max_length=100,
        help_text=_("In a few words; the situation follows below."),
    )
    description = forms.CharField(label=_("Situation"), required=False, widget=words(5))
    root_cause = forms.CharField(label=_("Root cause"), required=False, widget=words(2))
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.filter(is_active=True),
        required=False,
        widget=FindSelect(),
    )
    source = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=[
            (source.value, source.label)
            for source in (Case.Source.ENTERPRISE, Case.Source.LINE, Case.Source.SURVEY)
        ],
        widget=forms.RadioSelect,
        initial=Case.Source.ENTERPRISE,
    )

    field_order = [
        "kind", "enterprise", "title", "description", "root_cause", "category", "source",
        "files_sent",
    ]  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.visible_to(user)

    def perform(self) -> Case:
        facts = dict(self.cleaned_data)
        return case_register(actor=self.user, files=facts.pop("files_sent"), **facts)
