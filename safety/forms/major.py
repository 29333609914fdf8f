"""What a major hazard needs beyond the loop: change of level, extension, list, reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LookupSelect, PhotosField
from core.templatetags.times import time_in_words
from issues.selectors.requests import resolving_deadline, waiting_request
from organizations.models import User
from safety.forms.base import MoveForm, day_field, text_field, unit_field
from safety.selectors.major import listing_of
from safety.workflow import Grade


class AskRegradeForm(MoveForm):
    intro = _(
        "Somebody else decides: the visit office or the district leader in charge. If it is "
        "approved, the order is made anew, and the time limits of the new level begin then."
    )

    grade = forms.ChoiceField(label=_("New level"), choices=(), widget=forms.RadioSelect)
    reason = text_field(_("Why is it to be changed?"))
    basis = text_field(_("Basis of the new level"), help_text=_("The standard it is judged by."))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        other = [choice for choice in Grade.choices if choice[0] != case.grade]
        self.fields["grade"].choices = other
        self.initial.setdefault("grade", other[0][0])


class AskExtensionForm(MoveForm):
    intro = _(
        "Once only, and at least 20 working days before the date. The authority decides within "
        "10 working days; until then the present date stands, and it stays in the figures."
    )

    due_on = day_field(_("New date"))
    reason = text_field(_("Why is more time needed?"))
    told = text_field(_("What was the enterprise told?"))


class ApproveForm(MoveForm):
    """Shows what was asked; ``facts`` say what is decided."""

    kind, approve = "", True
    decision = text_field(_("Words of the decision"), rows=2, required=False)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.asked = waiting_request(case)

    def facts(self):
        return {**super().facts(), "kind": self.kind, "approve": self.approve}


class RefuseForm(ApproveForm):
    approve = False
    decision = text_field(_("Why is it refused?"))


class ApproveRegradeForm(ApproveForm):
    kind = "regrade"


class RefuseRegradeForm(RefuseForm):
    kind = "regrade"


class ApproveExtensionForm(ApproveForm):
    kind = "extension"


class RefuseExtensionForm(RefuseForm):
    kind = "extension"


class ProgressForm(MoveForm):
    done = forms.IntegerField(label=_("Done, in percent"), min_value=0, max_value=100)
    text = text_field(_("What was done, and what is left"), rows=4)
    photos = PhotosField(label=_("Photos of the progress"), required=False)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        row = resolving_deadline(case)
        if row is not None:
            self.intro = _("To be rectified by %(when)s.") % {"when": time_in_words(row.due_at)}


class SuperviseForm(MoveForm):
    unit = unit_field(_("Supervising unit"))
    leader = forms.ModelChoiceField(
        label=_("Supervising leader"),
        queryset=User.objects.filter(is_active=True),
        widget=LookupSelect(
            "organizations:person_lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    reason = text_field(_("Why is it to be changed?"), rows=2)

    def proposed(self, case):
        listing = listing_of(case)
        known = {"unit": listing.unit_id, "leader": listing.leader_id} if listing else {}
        return {**super().proposed(case), **known}


class UnlistForm(MoveForm):
    intro = _("These words are published on the list of major hazards.")

    words = text_field(
        _("Words of the publication"),
        help_text=_("What was rectified, who accepted it and when."),
    )
