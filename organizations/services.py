"""What is written about people and units."""

from django.db import transaction

from core.audit import record
from organizations.models import Membership, Organization, User
from organizations.roles import Role


def password_change(*, actor: User, password: str) -> User:
    """Give ``actor`` a new password of their own choice; the password itself is not recorded."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.pk)
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        record(actor=actor, subject=user, action="password_change")
    return user


def administrator_add(
    *, username: str, full_name: str, district: Organization, password: str
) -> User:
    """Make the first administrator, who is their own actor: nobody is there before them."""
    with transaction.atomic():
        user = User(username=username, full_name=full_name, must_change_password=True)
        user.set_password(password)
        user.save()
        Membership.objects.create(user=user, organization=district, role=Role.ADMINISTRATOR)
        record(actor=user, subject=user, action="administrator_add")
    return user
