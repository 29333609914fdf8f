from deeds.services.acceptance import deed_accept
from deeds.services.claims import wish_claim, wish_fulfil, wish_give_back, wish_thank
from deeds.services.deeds import (
    deed_begin,
    deed_change,
    deed_hand_in,
    deed_propose,
    deed_put_aside,
    deed_report,
)
from deeds.services.wishes import wish_change, wish_collect, wish_publish, wish_withdraw

__all__ = [
    "deed_accept",
    "deed_begin",
    "deed_change",
    "deed_hand_in",
    "deed_propose",
    "deed_put_aside",
    "deed_report",
    "wish_change",
    "wish_claim",
    "wish_collect",
    "wish_fulfil",
    "wish_give_back",
    "wish_publish",
    "wish_thank",
    "wish_withdraw",
]
