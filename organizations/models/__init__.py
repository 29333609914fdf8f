from organizations.models.organization import Organization
from organizations.models.people import Membership, Position, User
from organizations.models.saved_view import SavedView

__all__ = ["Membership", "Organization", "Position", "SavedView", "User"]
