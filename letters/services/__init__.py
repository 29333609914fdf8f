from letters.services.letters import (
    letter_close,
    letter_discard,
    letter_save,
    letter_sheets_taken,
    letter_taken_away,
)
from letters.services.links import link_renew
from letters.services.receipts import receipt_confirm, receipt_correct, receipt_record
from letters.services.reminders import letter_remind, letters_remind
from letters.services.sending import letter_send, sending_run

__all__ = [
    "letter_close",
    "letter_discard",
    "letter_remind",
    "letter_save",
    "letter_send",
    "letter_sheets_taken",
    "letter_taken_away",
    "letters_remind",
    "link_renew",
    "receipt_confirm",
    "receipt_correct",
    "receipt_record",
    "sending_run",
]
