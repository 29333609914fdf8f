"""What notices about deeds and wishes say; never whose wish it is."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "deeds.deed_due": Text(
        _("The deed is due today: %(label)s"),
        _("%(unit)s, to be done by %(day)s. Hand it in with a photo, or write down how it stands."),
    ),
    "deeds.deed_handed_in": Text(
        _("A deed waits for its return visit: %(label)s"),
        _("%(unit)s handed it in. Somebody of another unit looks whether it is really done."),
    ),
    "deeds.deed_accepted": Text(
        _("The deed is accepted: %(label)s"), _("%(who)s looked, and it is really done.")
    ),
    "deeds.deed_sent_back": Text(
        _("The deed is not done yet: %(label)s"), _("%(who)s looked: %(words)s")
    ),
    "deeds.wish_claimed": Text(
        _("A wish you collected was claimed: %(label)s"), _("%(who)s takes it on.")
    ),
    "deeds.wish_given_back": Text(
        _("A wish you collected was given back: %(label)s"),
        _("%(who)s gave it back: %(words)s It is on the wish wall again."),
    ),
    "deeds.wish_fulfilled": Text(
        _("A wish you collected is fulfilled: %(label)s"),
        _("%(who)s recorded it. Ask whose wish it was, and record the thanks."),
    ),
    "deeds.wish_thanked": Text(
        _("Thank you: the wish is confirmed as fulfilled: %(label)s"), _("%(words)s")
    ),
    "deeds.wish_not_yet": Text(
        _("The wish is not fulfilled yet: %(label)s"), _("%(who)s asked: %(words)s")
    ),
    "deeds.wish_unclaimed": Text(
        _("Nobody has claimed this wish for 15 days: %(label)s"),
        _("It was collected for %(unit)s. Claim it, or find somebody who does."),
    ),
    "deeds.wish_late": Text(
        _("A wish was claimed, but not fulfilled in time: %(label)s"),
        _("%(who)s claimed it. Ask how it stands."),
    ),
}
