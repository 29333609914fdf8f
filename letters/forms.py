"""What is read from the pages; what is right is for the services to say."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import FindSelect, PhotosField, PhotosMixin
from enterprises.models import Segment
from enterprises.selectors import segments_counted, segments_listed
from letters.models import Letter, Receipt, ReceiptPhoto
from letters.placeholders import EXAMPLE, FIELDS


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LetterForm(forms.ModelForm):
    """A letter as it is written; the rules are the service's."""

    class Meta:
        model = Letter
        fields = ("title", "segment", "body", "reply_by_on", "remind_days")
        widgets = {
            "segment": FindSelect(),
            "body": forms.Textarea(attrs={"rows": 14}),
            "reply_by_on": _day(),
        }
        labels = {
            "title": _("Title of the letter"),
            "segment": _("To whom it goes"),
            "body": _("Text"),
        }
        help_texts = {
            "segment": _(
                "Saved segments of the register; the number is how many they match now. "
                "Who is in it when the letter is sent gets it."
            ),
            "reply_by_on": _("Links in the letter work at least until the end of this day."),
            "remind_days": _(
                "Whoever is in charge of those that are missing gets their list by itself; 0: no reminder."
            ),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = _("Fields that are filled in for each recipient: %s") % (
            "、".join(f"{{{name}}}" for name in FIELDS)
        )
        if not self.instance.pk:
            self.fields["body"].initial = EXAMPLE
        segments = segments_counted(user=user, segments=list(segments_listed(user=user)))
        self.lacks_segments = not segments
        chosen = self.fields["segment"]
        chosen.queryset = Segment.objects.visible_to(user)
        chosen.choices = [("", "---------"), *((one.pk, _counted(one)) for one in segments)]

    def _post_clean(self):
        """What is right is for the service to say, with all else that is wrong."""


def _counted(segment: Segment) -> str:
    told = ngettext(
        "%(name)s (%(number)d enterprise now)",
        "%(name)s (%(number)d enterprises now)",
        segment.number,
    )
    return told % {"name": segment.name, "number": segment.number}


def _signer(label, **facts) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=Receipt._meta.get_field("signer_name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        **facts,
    )


class ConfirmForm(forms.Form):
    """What the enterprise fills in: who signs, and that the letter was read."""

    signer_name = _signer(_("Your name"), required=False)
    has_read = forms.BooleanField(
        label=_("I have read and understood this letter."), required=False
    )


class PaperForm(PhotosMixin):
    """A receipt that was signed on paper."""

    signer_name = _signer(
        _("Signed by"), error_messages={"required": _("Write who signed the receipt.")}
    )
    signed_on = forms.DateField(
        label=_("Day on the receipt"), initial=timezone.localdate, widget=_day()
    )
    photos = PhotosField(label=_("Photo of the signed receipt"))

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def unused(self, stored):
        return stored.exclude(pk__in=ReceiptPhoto.objects.values("stored"))


class CorrectForm(PaperForm):
    """The same once more, with why; without a new photo the old one stays."""

    photos = PhotosField(
        label=_("New photo, if the old one is wrong"),
        required=False,
        help_text=_("The old photo is kept beside it."),
    )
    reason = forms.CharField(
        label=_("Why it is corrected"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why it is corrected.")},
    )
