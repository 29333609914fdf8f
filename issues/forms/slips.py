from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.base import words
from issues.forms.files import FilesMixin
from issues.models import Slip
from issues.services.slips import slip_reply


class SlipReplyForm(FilesMixin):
    """The supervised unit's answer to a slip."""

    text = forms.CharField(
        label=_("Reply to the slip"),
        widget=words(8),
        help_text=_("Why it is late, what is being done, and by when it will be finished."),
    )

    field_order = ["text", "files_sent"]

    def __init__(self, *args, user, slip: Slip, **kwargs):
        self.user, self.slip = user, slip
        super().__init__(*args, **kwargs)

    def perform(self) -> None:
        facts = {"text": self.cleaned_data["text"], "files": self.cleaned_data["files_sent"]}
        slip_reply(actor=self.user, slip=self.slip, **facts)
