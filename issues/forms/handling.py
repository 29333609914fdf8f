from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect
from issues.forms.base import StepForm, words
from issues.forms.files import FilesMixin
from issues.models import Case
from issues.selectors.kin import children_to_answer
from issues.services.handling import (
    case_accept,
    case_assign,
    case_contact,
    case_send_back_reply,
    case_submit_reply,
    case_support_reply,
    parts_outstanding,
)
from issues.services.kin import case_approve_replies
from organizations.models import Membership, User


class AcceptForm(StepForm):
    note = forms.CharField(label=_("Note"), required=False, widget=words(2))

    call = staticmethod(case_accept)


class AssignForm(StepForm):
    handler = forms.ModelChoiceField(
        label=_("Handler"),
        queryset=User.objects.none(),
        widget=FindSelect(),
    )
    note = forms.CharField(label=_("Note to the handler"), required=False, widget=words(2))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = Membership.objects.in_force().filter(organization=self.case.lead_unit_id)
        people = User.objects.filter(is_active=True, pk__in=here.values("user"))
        self.fields["handler"].queryset = people
        self.fields["handler"].initial = self.case.handler_id

    call = staticmethod(case_assign)


class ContactForm(StepForm):
    intro = _("The first entry counts as the first contact with the enterprise.")

    note = forms.CharField(label=_("What was done or said?"), widget=words())

    call = staticmethod(case_contact)


class SupportReplyForm(StepForm):
    intro = _("Your unit answers for its own part; the lead unit replies for the whole.")

    text = forms.CharField(label=_("Reply of your unit"), widget=words(6))

    call = staticmethod(case_support_reply)


class SubmitReplyForm(FilesMixin, StepForm):
    text = forms.CharField(label=_("Reply"), widget=words(8))
    without_supports = forms.CharField(
        label=_("Why without the replies of supports and tasks"), required=False, widget=words(2)
    )

    field_order = ["text", "files_sent", "without_supports"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        missing = parts_outstanding(self.case).select_related("organization")
        units = "、".join(str(part.organization) for part in missing)
        if units:
            help_text = _("Not replied yet: %(units)s") % {"units": units}
            self.fields["without_supports"].help_text = help_text
        else:
            del self.fields["without_supports"]

    def facts(self, cleaned):
        return {**cleaned, "files": cleaned["files_sent"]}

    def call(self, *, files_sent, **facts):
        case_submit_reply(**facts)


class ApproveReplyForm(StepForm):
    intro = _("The reply goes out, and the visit office asks the enterprise.")

    children = forms.ModelMultipleChoiceField(
        label=_("Answer these along with it"),
        queryset=Case.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=_("Note"), required=False, widget=words(2))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = children_to_answer(self.case)
        self.fields["children"].queryset = waiting
        self.fields["children"].label_from_instance = _with_enterprise
        self.fields["children"].initial = waiting
        if not waiting:
            del self.fields["children"]

    call = staticmethod(case_approve_replies)


def _with_enterprise(case: Case) -> str:
    return f"{case} · {case.enterprise.name}"


class SendBackReplyForm(StepForm):
    reason = forms.CharField(label=_("What is missing?"), widget=words())

    call = staticmethod(case_send_back_reply)
