"""What a supervision slip says, on the page and on paper: to whom, how late, what is demanded."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.selectors import load_calendar
from calendars.words import left_phrase
from core.templatetags.times import time_in_words
from issues.models import Slip
from issues.models.ladder import Colour
from issues.selectors.slips import receipt_due_at, reply_due_at, slips_of_deadline
from organizations.models import Organization

_DEMANDS = {
    Colour.BLUE: gettext_lazy(
        "The time limit is near. Please handle the matter without delay and finish it in time."
    ),
    Colour.ORANGE: gettext_lazy(
        "The time limit has passed. Please handle the matter at once, find out why it is late, and say by when it will be finished."
    ),
    Colour.RED: gettext_lazy(
        "The matter is on the supervision list. The head of the responsible unit is to take charge in person, handle it at once, and report in writing why it is late, what is being done and by when it will be finished."
    ),
}


def slip_facts(slip: Slip, now: datetime) -> dict:
    """The words of one slip that ``slip_for_page`` has fetched."""
    receipt_due, reply_due = receipt_due_at(slip), reply_due_at(slip)
    due_at = slip.deadline.due_at
    return {
        "slip": slip,
        "issuer": _issuer(),
        "addressee": addressee_of(slip),
        "stood": left_phrase(load_calendar(), due_at, slip.taken_at),
        "demand": str(_DEMANDS[Colour(slip.colour)]),
        "receipt_due_at": receipt_due,
        "receipt_is_late": slip.receipt_at is None and now > receipt_due,
        "reply_due_at": reply_due,
        "reply_is_late": slip.replied_at is None and slip.deadline.is_open and now > reply_due,
        "waits": _waits(slip, receipt_due, reply_due),
        "climb": slips_of_deadline(slip),
    }


def addressee_of(slip: Slip) -> str:
    """The post and the person; a slip to the handler names the unit and the person."""
    post = slip.position
    place = f"{post.organization} {post.title}" if post else str(slip.organization)
    return f"{place} {slip.recipient}" if slip.recipient else place


def _issuer() -> str:
    """The visit office signs and stamps; without one, the district."""
    office = Organization.objects.filter(is_visit_office=True).first()
    name, district = office.name if office else "", settings.DISTRICT_NAME
    return name if name.startswith(district) else f"{district}{name}"


def _waits(slip: Slip, receipt_due: datetime, reply_due: datetime) -> str:
    if slip.receipt_at is None:
        facts = {"who": slip.recipient or addressee_of(slip), "due": time_in_words(receipt_due)}
        return _("Waits for %(who)s to sign for it, due %(due)s") % facts
    if slip.replied_at is None:
        facts = {"unit": slip.organization, "due": time_in_words(reply_due)}
        return _("Waits for %(unit)s to reply in writing, due %(due)s") % facts
    return _("Signed for and answered.")
