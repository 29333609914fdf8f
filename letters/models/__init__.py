from letters.models.letter import Letter, Reminder, Sending
from letters.models.receipt import Receipt, ReceiptPhoto
from letters.models.recipient import LetterLink, LetterRecipient

__all__ = [
    "Letter",
    "LetterLink",
    "LetterRecipient",
    "Receipt",
    "ReceiptPhoto",
    "Reminder",
    "Sending",
]
