from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect, LookupSelect
from issues.forms.base import StepForm, words
from issues.models import Case
from issues.selectors.kin import merge_targets, parents_for
from issues.services.kin import PARTS_MOST, case_group, case_merge, case_split, case_ungroup


def _reason(label) -> forms.CharField:
    return forms.CharField(label=label, widget=words(3))


class MergeForm(StepForm):
    intro = _(
        "This case ends in the other one, which keeps its words and files. It leaves the rates, and "
        "the reason is shown there."
    )

    into = forms.ModelChoiceField(
        label=_("Goes on as"),
        queryset=Case.objects.none(),
        widget=FindSelect(),
        help_text=_("Open cases of the same enterprise and kind."),
    )
    reason = _reason(_("Why is it the same matter?"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = merge_targets(user=self.user, case=self.case)

    call = staticmethod(case_merge)


class SplitForm(StepForm):
    intro = _("Each part becomes a registered case of its own; this one goes on with the rest.")

    titles = forms.CharField(
        label=_("The parts, one a line"),
        widget=words(4),
        help_text=_("At most %(most)d.") % {"most": PARTS_MOST},
    )
    reason = _reason(_("Why is it several matters?"))

    def facts(self, cleaned):
        return {**cleaned, "titles": cleaned["titles"].splitlines()}

    call = staticmethod(case_split)


class GroupForm(StepForm):
    intro = _(
        "Cases of one kind stand under one of them, and can be answered together by its reply."
    )

    parent = forms.ModelChoiceField(
        label=_("The case that leads"),
        queryset=Case.objects.none(),
        widget=LookupSelect("issues:case_lookup", placeholder=_("Number or two characters")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents_for(user=self.user, case=self.case)

    call = staticmethod(case_group)


class UngroupForm(StepForm):
    reason = _reason(_("Why does it go its own way?"))

    call = staticmethod(case_ungroup)
