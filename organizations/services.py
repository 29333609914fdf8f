"""What is written about people and units."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotSo
from organizations.models import Membership, Organization, SavedView, User
from organizations.roles import Role

SAVED_VIEWS_MOST = 20
"""Of one person, in one list."""


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


def saved_view_keep(*, actor: User, path: str, query: str, name: str) -> SavedView:
    """Keep a list's filter and order under a name; the same name takes the place of the old one.

    A convenience of one person, like the colours of the page: it leaves no trail.
    """
    with transaction.atomic():
        mine = User.objects.select_for_update().get(pk=actor.pk).saved_views.filter(path=path)
        if mine.exclude(name=name).count() >= SAVED_VIEWS_MOST:
            raise NotSo(_("At most 20 views are kept for one list. Remove one first."))
        view, _is_new = SavedView.objects.update_or_create(
            person=actor, path=path, name=name, defaults={"query": query}
        )
    return view


def saved_view_remove(*, actor: User, view: SavedView) -> None:
    SavedView.objects.filter(pk=view.pk, person=actor).delete()
