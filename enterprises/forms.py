import re

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect
from enterprises import industry, selectors
from enterprises.models import Enterprise
from enterprises.uscc import FAULTS, fault_of, normalised

INDUSTRIES = sorted({**industry.SECTIONS, **industry.DIVISIONS, **industry.GROUPS}.items())


class EnterpriseForm(forms.ModelForm):
    tags = forms.CharField(
        label=_("Tags"), required=False, help_text=_("Several, with commas between them.")
    )
    industry_code = forms.ChoiceField(label=_("Industry"), required=False)
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Enterprise
        fields = [
            "name",
            "uscc",
            "kind",
            "town",
            "address",
            "industry_code",
            "employees",
            "revenue_wan",
            "assets_wan",
            "benefit_tier",
            "tags",
            "legal_representative",
            "contact_name",
            "contact_phone",
            "registered_on",
            "capital",
            "capital_wan",
            "registration_type",
            "scope",
            "is_active",
        ]
        widgets = {
            "uscc": forms.TextInput(attrs={"autocapitalize": "characters", "maxlength": 40}),
            "town": FindSelect(),
            "registered_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "contact_phone": forms.TextInput(attrs={"inputmode": "tel"}),
            "scope": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        enterprise = self.instance
        self.fields["town"].queryset = selectors.towns()
        self.fields["uscc"].max_length = None
        self.fields["uscc"].validators = []
        self.fields["town"].empty_label = "—"
        self.fields["benefit_tier"].choices = [("", "—"), *Enterprise.Tier.choices]
        codes = self.fields["industry_code"]
        codes.widget.attrs["data-find"] = ""
        known = [("", "—"), *((code, f"{code} {name}") for code, name in INDUSTRIES)]
        if enterprise.industry_code and enterprise.industry_code not in dict(known):
            name = enterprise.industry or industry.name_of(enterprise.industry_code)
            known.append((enterprise.industry_code, f"{enterprise.industry_code} {name}"))
        codes.choices = known
        if enterprise.pk:
            self.initial["tags"] = ", ".join(enterprise.tags)
            self.initial["seen_at"] = enterprise.updated_at.isoformat()

    def clean_uscc(self):
        code = normalised(self.cleaned_data["uscc"] or "")
        if code and (fault := fault_of(code)):
            raise forms.ValidationError(FAULTS[fault])
        return code or None

    def clean_tags(self):
        tags = (tag.strip() for tag in re.split("[,，、;；]", self.cleaned_data["tags"]))
        return list(dict.fromkeys(tag for tag in tags if tag))

    def clean_registered_on(self):
        day = self.cleaned_data["registered_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return day

    def clean_seen_at(self):
        try:
            return parse_datetime(self.cleaned_data["seen_at"])
        except ValueError:
            return None

    def _post_clean(self):
        """The service fills and checks the row; a form must not touch what others may read."""

    @property
    def values(self) -> dict:
        """What the service is given: the fields, and the industry's name where the code is new."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        code = values["industry_code"]
        if code != self.instance.industry_code:
            values["industry"] = industry.name_of(code)
        return values


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Register file"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file, up to 20 MB and 100,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": _("The file is empty. Please choose it again.")},
    )
