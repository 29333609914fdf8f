"""What a scope means for letters and their recipients, and an enterprise that signs for itself."""

from django.db.models import Q
from django.utils.translation import gettext as _

from core.access import Scope, reaches
from enterprises.models import Enterprise, EnterpriseCode
from letters.models import Letter, LetterLink, LetterRecipient
from organizations.without_role import WITHOUT_ACCOUNT

LETTER = "letters.letter"
RECIPIENT = "letters.letterrecipient"


class SigningEnterprise:
    """An enterprise that confirms a letter by its link or its code: in no unit, on no account."""

    pk = None
    home_unit_ids = unit_ids = frozenset()

    def __init__(self, enterprise: Enterprise, held: str, recipient_id: int | None = None):
        self.enterprise, self.recipient_id = enterprise, recipient_id
        self._granted = WITHOUT_ACCOUNT[held]

    @classmethod
    def by_link(cls, link: LetterLink) -> "SigningEnterprise":
        return cls(link.recipient.enterprise, "letter", link.recipient_id)

    @classmethod
    def by_code(cls, code: EnterpriseCode) -> "SigningEnterprise":
        return cls(code.enterprise, "code")

    @property
    def display_name(self) -> str:
        return (_("enterprise %(name)s") % {"name": self.enterprise.name})[:100]

    def grants(self, permission: str) -> dict[Scope, frozenset[int]]:
        return dict.fromkeys(self._granted.get(permission, ()), frozenset())


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
