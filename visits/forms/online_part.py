"""What the page of a visit knows of an invitation: whose answer it takes over."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.workflow import Kind
from visits.models import Invitation, Visit


class OnlinePart(forms.Form):
    invitation = forms.ModelChoiceField(
        label=_("Invitation"),
        queryset=Invitation.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("This online visit was called off, or is logged already.")
        },
    )

    def offer_invitations(self, user, enterprise) -> None:
        if enterprise:
            found = Invitation.objects.visible_to(user).filter(
                enterprise=enterprise, withdrawn_at__isnull=True, visit__isnull=True
            )
            self.fields["invitation"].queryset = found


def online_initial(invitation: Invitation) -> dict:
    """What is taken over from an invitation and its answer: nothing is typed twice."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    answer = getattr(invitation, "answer", None)
    return {
        "invitation": invitation.pk,
        "mode": Visit.Mode.ONLINE,
        "visited_at": min(timezone.localtime(invitation.meets_at), now),
        "participants": list(invitation.people.order_by("pk").values_list("pk", flat=True)),
        "situation": answer.situation if answer else "",
    }


def online_findings(invitation: Invitation) -> list[dict]:
    """Each demand of the answer as a finding to keep, to change or to take off."""
    answer = getattr(invitation, "answer", None)
    return [
        {
            "kind": Kind.DEMAND,
            "title": demand.title,
            "description": demand.description,
            "proposed": demand.pk,
        }
        for demand in (answer.demands.all() if answer else ())
    ]
