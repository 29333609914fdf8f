"""One form for each move of a hazard; ``facts`` are what its service is given."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendars.selectors import load_calendar
from calendars.units import length_phrase
from core.forms import FindSelect, LookupSelect, PhotosField, PhotosMixin
from core.templatetags.times import time_in_words
from enterprises.models import Enterprise
from issues.models import Attachment, Case
from issues.services.deadlines import policy_for
from issues.workflow import Stage
from organizations.models import Organization, User
from safety.selectors import photos_before
from safety.workflow import Grade, SafetyField

PHOTOS_BEFORE = _("Photos of the danger as it is")
PHOTOS_AFTER = _("Photos after")


_FIVE_PARTS = _("A major hazard needs the whole plan before it is rectified.")


def _unit_field(label, **kwargs):
    return forms.ModelChoiceField(
        label=label,
        queryset=Organization.objects.active(),
        widget=LookupSelect(
            "organizations:unit_lookup", placeholder=_("Two characters or pinyin initials")
        ),
        **kwargs,
    )


def _text(label, *, rows=3, **kwargs):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def _day(label, **kwargs):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


class EvidenceMixin(PhotosMixin):
    """Photos that become files of a case."""

    def unused(self, stored):
        return stored.exclude(pk__in=Attachment.objects.values("stored"))


def _ordinary_deadline(case: Case) -> str:
    """The sentence that tells the date the policy gives, before the order is made."""
    policy = policy_for(case, Stage.RECTIFY)
    if policy is None or policy.length is None:
        return ""
    due = load_calendar().due_after(timezone.now(), policy.length, policy.length_unit)
    facts = {
        "length": length_phrase(policy.length, policy.length_unit),
        "when": time_in_words(due.at),
    }
    return _("An ordinary hazard is rectified within %(length)s: by %(when)s.") % facts


class MoveForm(EvidenceMixin, forms.Form):
    """The form of one move. It carries the version of the hazard that the person saw."""

    intro = ""
    """A sentence above the fields, where the move needs one."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, user, case: Case):
        self.user, self.case = user, case
        super().__init__(data, files, initial=self.proposed(case))

    def proposed(self, case: Case) -> dict:
        return {"seen_version": case.version}

    def facts(self) -> dict:
        """What the service is told besides the actor and the hazard."""
        return dict(self.cleaned_data)

    def see_again(self) -> None:
        """Keep what was typed, on top of the hazard as it now stands."""
        self.case.refresh_from_db()
        self.data = self.data.copy()
        self.data["seen_version"] = self.case.version


class NameLeadForm(MoveForm):
    dispatch_to = _unit_field(_("Unit that must see it rectified"))
    note = _text(_("Note"), rows=2, required=False)

    def facts(self):
        facts = super().facts()
        lead = facts.pop("dispatch_to")
        return {**facts, "lead": lead}


class FileForm(MoveForm):
    field = forms.ChoiceField(label=_("Field"), choices=SafetyField.choices)
    place = forms.CharField(label=_("Place on the site"), max_length=100, required=False)
    note = _text(_("Note"), rows=2, required=False)
    photos = PhotosField(label=PHOTOS_BEFORE, required=False)

    def proposed(self, case):
        hazard = case.hazard
        return {**super().proposed(case), "field": hazard.field, "place": hazard.place}


class AssessForm(MoveForm):
    grade = forms.ChoiceField(
        label=_("Level of the hazard"), choices=Grade.choices, widget=forms.RadioSelect
    )
    basis = _text(
        _("Basis of the level"), help_text=_("The standard it is judged by, and what was seen.")
    )
    photos = PhotosField(label=PHOTOS_BEFORE, required=False)


class OrderForm(MoveForm):
    lead = _unit_field(_("Unit that must see it rectified"))
    measures = _text(_("Measures"))
    person = forms.CharField(label=_("Person responsible at the enterprise"), max_length=50)
    funds = forms.CharField(
        label=_("Funds"), max_length=100, help_text=_("How much, and who pays.")
    )
    due_on = _day(_("To be rectified by"))
    contingency = _text(
        _("Contingency measures"), help_text=_("How people are kept safe until then.")
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.intro = _FIVE_PARTS if case.grade == Grade.MAJOR else _ordinary_deadline(case)
        if case.grade != Grade.MAJOR:
            del self.fields["due_on"]
            self.fields["funds"].required = self.fields["contingency"].required = False

    def proposed(self, case):
        plan = case.rectification_plans.first()
        known = plan and {
            "measures": plan.measures,
            "person": plan.person,
            "funds": plan.funds,
            "contingency": plan.contingency,
        }
        return {**super().proposed(case), "lead": case.lead_unit_id, **(known or {})}

    def facts(self):
        parts = ("measures", "person", "funds", "contingency")
        facts = super().facts()
        plan = {name: facts.pop(name, "") for name in parts}
        return {**facts, "plan": plan}


class AssignForm(MoveForm):
    handler = forms.ModelChoiceField(
        label=_("Handler"),
        queryset=User.objects.none(),
        widget=FindSelect(),
    )
    note = _text(_("Note"), rows=2, required=False)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        people = User.objects.filter(
            is_active=True, memberships__organization=case.lead_unit_id
        ).distinct()
        self.fields["handler"].queryset = people


class RectifiedForm(MoveForm):
    """What was done, with photos of both times; those of before only while there is none."""

    how = _text(_("What was done"))
    before = PhotosField(label=PHOTOS_BEFORE)
    after = PhotosField(label=PHOTOS_AFTER)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if photos_before(case).exists():
            del self.fields["before"]


class FixForm(RectifiedForm):
    how = _text(_("How it was put right"))


class AcceptForm(MoveForm):
    on_site = forms.BooleanField(label=_("I looked at it on site"), required=False, initial=True)
    words = _text(_("Finding of the acceptance"), rows=2, required=False)


class FailForm(MoveForm):
    reason = _text(_("What is still not right"))
    on_site = forms.BooleanField(label=_("I looked at it on site"), required=False, initial=True)
    due_on = _day(_("To be rectified by"))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if case.grade != Grade.MAJOR:
            self.intro = _ordinary_deadline(case) if case.lead_unit_id else ""
            del self.fields["due_on"]


class HazardForm(EvidenceMixin, forms.Form):
    """A hazard found at an inspection."""

    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        widget=LookupSelect(
            "enterprises:lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    title = forms.CharField(label=_("What is dangerous, in a few words"), max_length=100)
    field = forms.ChoiceField(label=_("Field"), choices=[("", "—"), *SafetyField.choices])
    place = forms.CharField(
        label=_("Place on the site"),
        max_length=100,
        required=False,
        help_text=_("Hall, line, floor"),
    )
    description = _text(_("Situation"), required=False)
    photos = PhotosField(label=PHOTOS_BEFORE, required=False)

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        enterprises = Enterprise.objects.allowing(user, "safety.hazard_register")
        self.fields["enterprise"].queryset = enterprises.filter(is_active=True)

    def facts(self) -> dict:
        return self.cleaned_data
