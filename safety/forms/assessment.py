"""Assessing a hazard: the matrix, the criteria, the level and its basis."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PhotosField
from safety.forms.base import PHOTOS_BEFORE, MoveForm, text_field
from safety.matrix import LIKELIHOOD, SEVERITY, matrix_rows
from safety.models import MajorCriterion
from safety.selectors.major import criteria_of
from safety.workflow import Grade


class AssessForm(MoveForm):
    intro = _(
        "The matrix proposes the level, and a criterion that is met decides it. You judge, and say "
        "on what basis."
    )

    likelihood = forms.TypedChoiceField(
        label=_("Likelihood"), choices=[("", "—"), *LIKELIHOOD], coerce=int
    )
    severity = forms.TypedChoiceField(
        label=_("Severity"), choices=[("", "—"), *SEVERITY], coerce=int
    )
    criteria = forms.ModelMultipleChoiceField(
        label=_("Criteria met: any of them makes it a major hazard"),
        queryset=MajorCriterion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    grade = forms.ChoiceField(
        label=_("Level of the hazard"), choices=Grade.choices, widget=forms.RadioSelect
    )
    basis = text_field(
        _("Basis of the level"), help_text=_("The standard it is judged by, and what was seen.")
    )
    photos = PhotosField(label=PHOTOS_BEFORE, required=False)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        criteria = criteria_of(case.hazard.field)
        self.fields["criteria"].queryset = criteria
        if not criteria.exists():
            del self.fields["criteria"]

    def matrix(self) -> dict:
        """The matrix as it is shown beside the form."""
        return {"rows": matrix_rows(), "columns": [label for _value, label in SEVERITY]}
