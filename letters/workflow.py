"""A letter from its draft to its end, on one page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Fact, Move, Workflow


class LetterState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("of a letter", "draft")
    SENT = "sent", pgettext_lazy("of a letter", "sent")
    CLOSED = "closed", pgettext_lazy("of a letter", "closed")


MANAGE = "letters.letter_manage"
RECORD = "letters.receipt_record"
CONFIRM = "letters.receipt_confirm"

_DRAFT, _SENT = (LetterState.DRAFT,), (LetterState.SENT,)

NOT_UNDERWAY = Fact(
    _("is not being sent already"),
    lambda letter: not letter.is_being_sent,
    _("The letter is being sent at this moment. Wait until that is done."),
)

LETTER_WORKFLOW = Workflow(
    name="letter",
    states=LetterState,
    final=(LetterState.CLOSED,),
    moves=(
        Move("change", _("change"), _DRAFT, "", MANAGE, when=(NOT_UNDERWAY,)),
        Move("discard", _("discard the draft"), _DRAFT, "", MANAGE, when=(NOT_UNDERWAY,)),
        Move("send", _("send"), _DRAFT, LetterState.SENT, MANAGE, when=(NOT_UNDERWAY,)),
        Move("confirm", _("confirm"), _SENT, "", CONFIRM),
        Move("record", _("record a receipt on paper"), _SENT, "", RECORD),
        Move("renew_link", _("make a new link"), _SENT, "", RECORD),
        Move("remind", _("remind the rest"), _SENT, "", MANAGE),
        Move("close", _("close the letter"), _SENT, LetterState.CLOSED, MANAGE),
        Move("correct", _("correct a receipt on paper"), (*_SENT, LetterState.CLOSED), "", RECORD),
    ),
)
