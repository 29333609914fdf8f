"""What the enterprise fills in by itself: short, and in plain words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.base import words
from issues.forms.verification import ANSWERS, NO, SILENT, YES
from issues.models import Verification
from issues.services.verification import word_give

MOST_WORDS = 1000


class WordForm(forms.Form):
    """The enterprise's own word: two questions, asked separately, and room for words."""

    is_solved = forms.ChoiceField(
        label=_("Is the matter solved?"),
        choices=[(YES, _("Solved")), (NO, _("Not solved")), (SILENT, _("I cannot say"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether it is solved.")},
    )
    satisfaction = forms.TypedChoiceField(
        label=_("Are you satisfied with how it was handled?"),
        choices=Verification.Satisfaction.choices[::-1],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What else you want to tell us"),
        required=False,
        max_length=MOST_WORDS,
        widget=words(4),
    )

    def perform(self, link) -> None:
        """Give the word; raises the domain's refusals."""
        cleaned = self.cleaned_data
        word_give(
            link=link,
            is_solved=ANSWERS[cleaned["is_solved"]],
            satisfaction=cleaned["satisfaction"],
            words=cleaned["words"],
        )
