"""The courses of a practical deed and of a micro-wish, on one page (domain, practice 9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Fact, Move, Workflow

KEEP = "deeds.deed_keep"
DECIDE = "deeds.deed_decide"
ACCEPT = "deeds.deed_accept"
COLLECT = "deeds.wish_collect"
CLAIM = "deeds.wish_claim"


class DeedState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("of a deed", "proposed")
    UNDER_WAY = "under_way", pgettext_lazy("of a deed", "under way")
    TO_ACCEPT = "to_accept", pgettext_lazy("of a deed", "awaiting its return visit")
    ACCEPTED = "accepted", pgettext_lazy("of a deed", "accepted")
    ASIDE = "aside", pgettext_lazy("of a deed", "put aside")


DEED_BEFORE = (DeedState.PROPOSED, DeedState.UNDER_WAY)
"""What is still to be done."""
DEED_OPEN = (*DEED_BEFORE, DeedState.TO_ACCEPT)
SHOWN_BY_PHOTO = (DeedState.TO_ACCEPT, DeedState.ACCEPTED)
"""What was handed in, and so has a photo."""

DEED_WORKFLOW = Workflow(
    name="deed",
    states=DeedState,
    final=(DeedState.ACCEPTED, DeedState.ASIDE),
    moves=(
        Move("change", pgettext_lazy("a deed", "change"), DEED_BEFORE, "", KEEP),
        Move("begin", _("begin the deed"), (DeedState.PROPOSED,), DeedState.UNDER_WAY, DECIDE),
        Move("report", _("add progress"), (DeedState.UNDER_WAY,), "", KEEP),
        Move(
            "hand_in",
            _("hand in for acceptance"),
            (DeedState.UNDER_WAY,),
            DeedState.TO_ACCEPT,
            KEEP,
        ),
        Move(
            "accept",
            _("record the return visit"),
            (DeedState.TO_ACCEPT,),
            DeedState.ACCEPTED,
            ACCEPT,
        ),
        Move(
            "send_back",
            pgettext_lazy("a deed", "not yet done: send back"),
            (DeedState.TO_ACCEPT,),
            DeedState.UNDER_WAY,
            ACCEPT,
            opens_round=True,
        ),
        Move("put_aside", _("put the deed aside"), DEED_OPEN, DeedState.ASIDE, DECIDE),
    ),
)


class WishState(models.TextChoices):
    COLLECTED = "collected", pgettext_lazy("of a wish", "collected")
    PUBLISHED = "published", pgettext_lazy("of a wish", "to be claimed")
    CLAIMED = "claimed", pgettext_lazy("of a wish", "claimed")
    FULFILLED = "fulfilled", pgettext_lazy("of a wish", "fulfilled, not confirmed yet")
    THANKED = "thanked", pgettext_lazy("of a wish", "fulfilled and confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a wish", "withdrawn")


ON_THE_WALL = (
    WishState.PUBLISHED,
    WishState.CLAIMED,
    WishState.FULFILLED,
    WishState.THANKED,
)
IN_HAND = (WishState.CLAIMED, WishState.FULFILLED)
WISH_OPEN = (WishState.COLLECTED, WishState.PUBLISHED, *IN_HAND)

_WITH_WHOM = Fact(
    _("somebody has claimed it"),
    lambda wish: wish.claim is not None,
    _("Nobody has claimed this wish now. Reload to see where it stands."),
)

WISH_WORKFLOW = Workflow(
    name="wish",
    states=WishState,
    final=(WishState.THANKED, WishState.WITHDRAWN),
    moves=(
        Move(
            "change",
            pgettext_lazy("a wish", "change"),
            (WishState.COLLECTED, WishState.PUBLISHED),
            "",
            COLLECT,
        ),
        Move(
            "publish",
            _("put on the wish wall"),
            (WishState.COLLECTED,),
            WishState.PUBLISHED,
            COLLECT,
        ),
        Move("claim", _("claim the wish"), (WishState.PUBLISHED,), WishState.CLAIMED, CLAIM),
        Move(
            "give_back",
            _("give the wish back"),
            (WishState.CLAIMED,),
            WishState.PUBLISHED,
            CLAIM,
            when=(_WITH_WHOM,),
        ),
        Move(
            "fulfil",
            _("record that it is fulfilled"),
            (WishState.CLAIMED,),
            WishState.FULFILLED,
            CLAIM,
            when=(_WITH_WHOM,),
        ),
        Move(
            "thank",
            _("confirm and record the thanks"),
            (WishState.FULFILLED,),
            WishState.THANKED,
            COLLECT,
            when=(_WITH_WHOM,),
        ),
        Move(
            "not_yet",
            pgettext_lazy("a wish", "not yet fulfilled: send back"),
            (WishState.FULFILLED,),
            WishState.CLAIMED,
            COLLECT,
            opens_round=True,
            when=(_WITH_WHOM,),
        ),
        Move(
            "withdraw",
            _("withdraw the wish"),
            (WishState.COLLECTED, WishState.PUBLISHED),
            WishState.WITHDRAWN,
            COLLECT,
        ),
    ),
)
