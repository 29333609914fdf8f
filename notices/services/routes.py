"""How a person wants to be told outside the application, and the test of it."""

import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotNow, NotSo
from core.sealing import SealBrokenError
from notices import channels
from notices.channels.http import is_allowed
from notices.channels.message import Line, Message, NotSentError, absolute
from notices.models import Channel, Notice, Preference, Route


@transaction.atomic
def preference_set(*, actor, rhythm: str, red_any_time: bool) -> Preference:
    preference, _made = Preference.objects.update_or_create(
        user=actor, defaults={"rhythm": rhythm, "red_any_time": red_any_time}
    )
    changes = {"rhythm": rhythm, "red_any_time": red_any_time}
    record(actor=actor, subject=actor, action="notice_preference_set", **changes)
    return preference


@transaction.atomic
def route_set(
    *, actor, channel: str, is_on: bool, address: str = "", secret: str = "", has_secret=True
) -> Route:
    """Set one's own route; an empty address or secret leaves the one that is kept.

    ``has_secret`` False forgets the secret. The trail says that it changed, never what to.
    """
    if channel not in channels.channels_offered():
        raise NotNow(_("This channel is not set up here. Ask the administrator."))
    _check_address(channel, address)
    route = _mine(actor, channel)
    if address:
        route.address_set(address)
    if secret or not has_secret:
        route.secret_set(secret)
    _check_complete(route)
    route.is_on = is_on
    if address or secret:
        route.tested_at, route.test_failure = None, ""
    route.save()
    told = {"channel": channel, "is_on": is_on, "address_changed": bool(address or secret)}
    record(actor=actor, subject=actor, action="notice_route_set", **told)
    return route


def route_test(*, actor, channel: str) -> Route:
    """Really send a message by one's own route, and keep what came of it; no transaction meanwhile."""
    route = Route.objects.filter(user=actor, channel=channel).first()
    if route is None:
        raise NotNow(_("Give an address first."))
    try:
        channels.send(channel, _test_message(actor), route.address, route.secret)
        route.test_failure = ""
    except NotSentError as error:
        route.test_failure = error.reason
    except SealBrokenError:
        route.test_failure = _("The address can no longer be read: enter it again.")
    route.tested_at = timezone.now()
    route.save(update_fields=["tested_at", "test_failure"])
    return route


def _mine(actor, channel: str) -> Route:
    locked = Route.objects.select_for_update().filter(user=actor, channel=channel)
    return locked.first() or Route(user=actor, channel=channel)


def _check_address(channel: str, address: str) -> None:
    if not address or channel == Channel.EMAIL or is_allowed(channel, address):
        return
    allowed = ", ".join(channels.origins_of(channel))
    text = _("The address must begin with %(allowed)s.") % {"allowed": allowed}
    raise NotSo(text, fields={"address": text})


def _check_complete(route: Route) -> None:
    if not route.sealed_address:
        text = _("Give an address first.")
        raise NotSo(text, fields={"address": text})
    if route.channel == Channel.WEBHOOK and not route.sealed_secret:
        text = _("A webhook needs a secret to sign with.")
        raise NotSo(text, fields={"secret": text})


def _test_message(actor) -> Message:
    title = _("A test message. If you read this, the address is right.")
    address = absolute(reverse("notices:preferences"))
    line = Line(title, settings.DISTRICT_NAME, title, Notice.Level.INFO, address)
    return Message(uuid.uuid4(), actor.username, actor.display_name, (line,))
