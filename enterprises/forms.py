from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect, LookupSelect
from enterprises import industry, selectors
from enterprises.conditions import fields_made
from enterprises.intake.values import tags_in
from enterprises.kinds import has_fact
from enterprises.models import Enterprise, Segment, Tag
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
            "kind",
            "name",
            "uscc",
            "town",
            "address",
            "industry_code",
            "employees",
            "revenue_wan",
            "assets_wan",
            "benefit_tier",
            "risk",
            "is_key",
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
        self._keep_what_the_kind_has()
        self.fields["kind"].widget.attrs |= {
            "hx-post": reverse("enterprises:form_fields"),
            "hx-target": "#enterprise-fields",
            "hx-include": "closest form",
        }
        self.fields["town"].queryset = selectors.towns()
        if "uscc" in self.fields:
            self.fields["uscc"].max_length = None
            self.fields["uscc"].validators = []
        self.fields["town"].empty_label = "—"
        for name, choices in (("benefit_tier", Enterprise.Tier), ("risk", Enterprise.Risk)):
            if name in self.fields:
                self.fields[name].choices = [("", "—"), *choices.choices]
        if "industry_code" in self.fields:
            self._offer_industries(enterprise)
        if enterprise.pk:
            self.initial["tags"] = ", ".join(enterprise.tag_names)
            self.initial["seen_at"] = enterprise.updated_at.isoformat()

    def _keep_what_the_kind_has(self) -> None:
        """Only the fields of the kind that is chosen; what is sent beside them is passed over."""
        kind = self.data.get("kind") or self.initial.get("kind") or self.instance.kind
        kind = kind if kind in Enterprise.Kind.values else Enterprise.Kind.ENTERPRISE
        for name in [name for name in self.fields if not has_fact(kind, name)]:
            del self.fields[name]
        if kind == Enterprise.Kind.HOUSEHOLD:
            self.fields["address"].required = True

    def _offer_industries(self, enterprise: Enterprise) -> None:
        codes = self.fields["industry_code"]
        codes.widget.attrs["data-find"] = ""
        known = [("", "—"), *((code, f"{code} {name}") for code, name in INDUSTRIES)]
        if enterprise.industry_code and enterprise.industry_code not in dict(known):
            name = enterprise.industry or industry.name_of(enterprise.industry_code)
            known.append((enterprise.industry_code, f"{enterprise.industry_code} {name}"))
        codes.choices = known

    def clean_uscc(self):
        code = normalised(self.cleaned_data["uscc"] or "")
        if code and (fault := fault_of(code)):
            raise forms.ValidationError(FAULTS[fault])
        is_firm = self.cleaned_data.get("kind") == Enterprise.Kind.ENTERPRISE
        if not code and is_firm and (self.instance.uscc or not self.instance.pk):
            raise forms.ValidationError(
                _("An enterprise is known by its credit code. Please copy it from the licence.")
            )
        return code or None

    def clean_tags(self):
        tags = tags_in(self.cleaned_data["tags"])
        if too_long := [tag for tag in tags if len(tag) > Tag.LONGEST]:
            raise forms.ValidationError(
                _("A tag has at most %(most)d characters; this one has more: %(tag)s")
                % {"most": Tag.LONGEST, "tag": too_long[0]}
            )
        return tags

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
        values = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        code = values.get("industry_code")
        if code is not None and code != self.instance.industry_code:
            values["industry"] = industry.name_of(code)
        return values


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Register file"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file, up to 20 MB and 100,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"empty": _("The file is empty. Please choose it again.")},
    )


class MergeWithForm(forms.Form):
    """Which other target is the same as this one, where nothing proposed it."""

    other = forms.ModelChoiceField(
        label=_("The same as"),
        queryset=Enterprise.objects.none(),
        widget=LookupSelect("enterprises:lookup"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Enterprise.objects.allowing(
            user, "enterprises.enterprise_merge"
        )


class ConditionsForm(forms.Form):
    """The conditions of a segment, each a field that may stay empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(fields_made())

    @property
    def conditions(self) -> dict:
        """What was chosen, for the service to check and keep."""
        given = self.cleaned_data
        return {
            name: given[name] for name in fields_made() if given.get(name) not in (None, "", [])
        }


class SegmentForm(ConditionsForm):
    name = forms.CharField(
        label=_("Name of the segment"),
        max_length=Segment._meta.get_field("name").max_length,
        help_text=_(
            "As people will look for it, such as “chemical firms not visited this quarter”."
        ),
    )
