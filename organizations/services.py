"""What is written about people and units."""

from django.db import transaction

from core.audit import record
from organizations.models import User


def password_change(*, actor: User, password: str) -> User:
    """Give ``actor`` a new password of their own choice; the password itself is not recorded."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.pk)
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        record(actor=actor, subject=user, action="password_change")
    return user
