"""What the forms of a hazard are made of; ``facts`` are what a move's service is given."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendars.selectors import load_calendar
from calendars.units import length_phrase
from core.camera import Place, place_from
from core.forms import LookupSelect, PhotosMixin
from core.templatetags.times import time_in_words
from core.uploads import photo_store
from issues.models import Attachment, Case
from issues.services.deadlines import policy_for
from issues.workflow import Stage
from organizations.models import Organization

PHOTOS_BEFORE = _("Photos of the danger as it is")
PHOTOS_AFTER = _("Photos after")


def unit_field(label, **kwargs):
    return forms.ModelChoiceField(
        label=label,
        queryset=Organization.objects.active(),
        widget=LookupSelect(
            "organizations:unit_lookup", placeholder=_("Two characters or pinyin initials")
        ),
        **kwargs,
    )


def text_field(label, *, rows=3, **kwargs):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def day_field(label, **kwargs):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


class EvidenceMixin(PhotosMixin):
    """Photos that become files of a case, with the place that the device told if it was let."""

    @property
    def takes_photos(self) -> bool:
        return bool(self._photo_fields())

    def unused(self, stored):
        return stored.exclude(pk__in=Attachment.objects.values("stored"))

    def store(self, upload):
        told = (self.data.get(f"device_{name}") for name in Place._fields)
        return photo_store(actor=self.user, upload=upload, place=place_from(*told))


def ordinary_deadline(case: Case) -> str:
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
