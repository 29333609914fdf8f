"""One form for each move of the loop, and the form of a new hazard."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect, LookupSelect, PhotosField
from enterprises.models import Enterprise
from issues.models import Responsibility
from issues.services.meetings import tasks_open
from organizations.models import User
from safety.forms.base import (
    PHOTOS_AFTER,
    PHOTOS_BEFORE,
    EvidenceMixin,
    MoveForm,
    day_field,
    ordinary_deadline,
    text_field,
    unit_field,
)
from safety.selectors import photos_before
from safety.selectors.evidence import doubts_of
from safety.workflow import Grade, SafetyField

_FIVE_PARTS = _("A major hazard needs the whole plan before it is rectified.")


class NameLeadForm(MoveForm):
    dispatch_to = unit_field(_("Unit that must see it rectified"))
    note = text_field(_("Note"), rows=2, required=False)

    def facts(self):
        facts = super().facts()
        lead = facts.pop("dispatch_to")
        return {**facts, "lead": lead}


class FileForm(MoveForm):
    field = forms.ChoiceField(label=_("Field"), choices=SafetyField.choices)
    place = forms.CharField(label=_("Place on the site"), max_length=100, required=False)
    note = text_field(_("Note"), rows=2, required=False)
    photos = PhotosField(label=PHOTOS_BEFORE, required=False)

    def proposed(self, case):
        hazard = case.hazard
        return {**super().proposed(case), "field": hazard.field, "place": hazard.place}


class OrderForm(MoveForm):
    lead = unit_field(_("Unit that must see it rectified"))
    measures = text_field(_("Measures"))
    person = forms.CharField(label=_("Person responsible at the enterprise"), max_length=50)
    funds = forms.CharField(
        label=_("Funds"), max_length=100, help_text=_("How much, and who pays.")
    )
    due_on = day_field(_("To be rectified by"))
    contingency = text_field(
        _("Contingency measures"), help_text=_("How people are kept safe until then.")
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.intro = _FIVE_PARTS if case.grade == Grade.MAJOR else ordinary_deadline(case)
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
    note = text_field(_("Note"), rows=2, required=False)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        people = User.objects.filter(
            is_active=True, memberships__organization=case.lead_unit_id
        ).distinct()
        self.fields["handler"].queryset = people


class RectifiedForm(MoveForm):
    """What was done, with photos of both times; those of before only while there is none."""

    how = text_field(_("What was done"))
    before = PhotosField(label=PHOTOS_BEFORE)
    after = PhotosField(label=PHOTOS_AFTER)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if photos_before(case).exists():
            del self.fields["before"]


class FixForm(RectifiedForm):
    how = text_field(_("How it was put right"))


class AcceptForm(MoveForm):
    on_site = forms.BooleanField(label=_("I looked at it on site"), required=False, initial=True)
    words = text_field(_("Finding of the acceptance"), rows=2, required=False)
    doubt_words = text_field(
        _("Why are the photos in doubt all right?"),
        rows=2,
        help_text=_("Kept with the acceptance. If you cannot say, do not accept."),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if not doubts_of(case):
            del self.fields["doubt_words"]
        if case.grade == Grade.MAJOR:
            self.intro = _("A major hazard is accepted on site.")
            self.fields["on_site"].required = True


class FailForm(MoveForm):
    reason = text_field(_("What is still not right"))
    on_site = forms.BooleanField(label=_("I looked at it on site"), required=False, initial=True)
    due_on = day_field(_("To be rectified by"))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if case.grade != Grade.MAJOR:
            self.intro = ordinary_deadline(case) if case.lead_unit_id else ""
            del self.fields["due_on"]


class LookForm(MoveForm):
    intro = _(
        "The date has passed and nothing was submitted. It stays late until it is submitted; "
        "an order to suspend production, or another date, is a step of its own."
    )

    words = text_field(_("What did you find on site?"))
    photos = PhotosField(label=_("Photos"), required=False)


class TaskReplyForm(MoveForm):
    """A unit answers for the task that a joint meeting gave it."""

    part = forms.ModelChoiceField(
        label=_("Task"), queryset=Responsibility.objects.none(), widget=forms.RadioSelect
    )
    text = text_field(_("What was done?"))
    files = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        field, mine = self.fields["part"], tasks_open(case, user=self.user)
        field.queryset, field.empty_label = mine.select_related("organization"), None
        field.label_from_instance = lambda part: f"{part.organization}：{part.task}"
        field.initial = mine.first()


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
    description = text_field(_("Situation"), required=False)
    photos = PhotosField(label=PHOTOS_BEFORE, required=False)

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        enterprises = Enterprise.objects.allowing(user, "safety.hazard_register")
        self.fields["enterprise"].queryset = enterprises.filter(is_active=True)

    def facts(self) -> dict:
        return self.cleaned_data
