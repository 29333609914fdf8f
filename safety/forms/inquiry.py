"""The forms of a safety-responsibility inspection; ``facts`` are what its service is given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.templatetags.times import time_in_words
from safety.forms.base import text_field
from safety.forms.dated import DatedForm, lines_of
from safety.models import Inquiry
from safety.services.inquiries import Measure


class InquiryForm(forms.Form):
    """One step of the inspection."""

    intro = ""

    def __init__(self, *args, inquiry=None, **kwargs):
        self.inquiry = inquiry
        super().__init__(*args, initial=self.proposed(), **kwargs)

    def proposed(self) -> dict:
        return {}

    def facts(self) -> dict:
        return dict(self.cleaned_data)


class OpenForm(InquiryForm):
    intro = _(
        "The unit that had to see the hazard rectified is looked into. It does not read the "
        "inspection until its outcome is given."
    )

    reason = text_field(_("Why is it opened?"))


class RecordForm(InquiryForm):
    intro = _("It may be mended until the outcome is given.")

    root_cause = text_field(_("Cause found"), rows=4, required=False)
    lesson = text_field(_("Lesson"), rows=4, required=False)
    responsibility = text_field(_("Responsibility"), rows=4, required=False)

    def proposed(self):
        return {name: getattr(self.inquiry, name) for name in self.base_fields}


MeasureFormSet = forms.formset_factory(DatedForm, extra=1, max_num=20)


class DecideForm(InquiryForm):
    intro = _(
        "The outcome is recorded against the unit, and it can read the inspection from now on."
    )

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Inquiry.Outcome.choices, widget=forms.RadioSelect
    )
    decision = text_field(_("What is decided?"), rows=4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = MeasureFormSet(self.data if self.is_bound else None, prefix="measures")

    def is_valid(self):
        mine = super().is_valid()
        return self.lines.is_valid() and mine

    def facts(self):
        measures = [Measure(line["text"], line["due_at"]) for line in lines_of(self.lines)]
        return {**super().facts(), "measures": measures}


class MeasureReportForm(InquiryForm):
    done = text_field(_("What was done?"), rows=4)

    def __init__(self, *args, measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.intro = f"{measure.text}（{time_in_words(measure.deadline.due_at)}）"
