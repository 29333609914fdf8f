"""What a scope means for letters and their recipients, and an enterprise that signs for itself."""

from django.db.models import Q

from core.access import Scope, reaches
from enterprises.acting import ActingEnterprise
from enterprises.models import Enterprise
from letters.models import Letter, LetterLink, LetterRecipient

LETTER = "letters.letter"
RECIPIENT = "letters.letterrecipient"


class SigningEnterprise(ActingEnterprise):
    """An enterprise that confirms a letter, by the link to one recipient or by its code."""

    def __init__(self, enterprise: Enterprise, held: str, recipient_id: int | None = None):
        super().__init__(enterprise, held)
        self.recipient_id = recipient_id

    @classmethod
    def by_link(cls, link: LetterLink) -> "SigningEnterprise":
        return cls(link.recipient.enterprise, "letter", link.recipient_id)


@reaches(RECIPIENT, Scope.LINK)
def recipient_of_the_link(user, units):
    return Q(pk=user.recipient_id)


@reaches(RECIPIENT, Scope.CODE)
def recipients_of_the_enterprise(user, units):
    return Q(enterprise=user.enterprise, letter__sent_at__isnull=False)


@reaches(RECIPIENT, Scope.TEAM)
@reaches(RECIPIENT, Scope.UNIT)
@reaches(RECIPIENT, Scope.FIELD)
@reaches(RECIPIENT, Scope.CHARGE)
def recipients_among_my_enterprises(user, units):
    """Of the letters that were sent: those of my team, or in my territory, field or charge."""
    mine = Enterprise.objects.allowing(user, Letter.view_permission)
    return Q(letter__sent_at__isnull=False, enterprise__in=mine.order_by().values("pk"))


@reaches(RECIPIENT, Scope.OWN)
def recipients_of_own_letters(user, units):
    return Q(letter__created_by=user)


@reaches(LETTER, Scope.TEAM)
@reaches(LETTER, Scope.UNIT)
@reaches(LETTER, Scope.FIELD)
@reaches(LETTER, Scope.CHARGE)
def letters_to_my_enterprises(user, units):
    """Letters that were sent to an enterprise within my reach."""
    sent = LetterRecipient.objects.filter(recipients_among_my_enterprises(user, units))
    return Q(sent_at__isnull=False, pk__in=sent.order_by().values("letter"))


@reaches(LETTER, Scope.OWN)
def own_letters(user, units):
    return Q(created_by=user)
