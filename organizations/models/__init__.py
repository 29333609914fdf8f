from organizations.models.organization import Organization
from organizations.models.people import Membership, Position, User

__all__ = ["Membership", "Organization", "Position", "User"]
