from letters.views.reading import (
    letter_detail,
    letter_list,
    letter_recipients,
    letter_sheets,
    letter_workbook,
)
from letters.views.recipients import (
    link_renew,
    receipt_correct,
    receipt_paper,
    receipt_photo,
    recipient_detail,
)
from letters.views.writing import (
    letter_change,
    letter_close,
    letter_create,
    letter_discard,
    letter_remind,
    letter_send,
    letter_sending,
)

__all__ = [
    "letter_change",
    "letter_close",
    "letter_create",
    "letter_detail",
    "letter_discard",
    "letter_list",
    "letter_recipients",
    "letter_remind",
    "letter_send",
    "letter_sending",
    "letter_sheets",
    "letter_workbook",
    "link_renew",
    "receipt_correct",
    "receipt_paper",
    "receipt_photo",
    "recipient_detail",
]
