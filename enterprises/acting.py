"""An enterprise that acts for itself, without an account."""

from typing import Self

from django.utils.translation import gettext as _

from core.access import Scope
from enterprises.models import Enterprise, EnterpriseCode
from organizations.without_role import WITHOUT_ACCOUNT


class ActingEnterprise:
    """An enterprise that acts by what it holds, such as its code: in no unit, on no account.

    It is asked for its permissions like a person (core.access), and the trail names it.
    """

    pk = None
    home_unit_ids = unit_ids = frozenset()

    def __init__(self, enterprise: Enterprise, held: str):
        self.enterprise = enterprise
        self._granted = WITHOUT_ACCOUNT[held]

    @classmethod
    def by_code(cls, code: EnterpriseCode) -> Self:
        return cls(code.enterprise, "code")

    @property
    def display_name(self) -> str:
        return (_("enterprise %(name)s") % {"name": self.enterprise.name})[:100]

    def grants(self, permission: str) -> dict[Scope, frozenset[int]]:
        return dict.fromkeys(self._granted.get(permission, ()), frozenset())
