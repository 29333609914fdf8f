from deeds.models.deed import Deed, DeedAcceptance, DeedEntry, DeedPhoto, Satisfaction
from deeds.models.wish import Claim, Fulfilment, FulfilmentPhoto, Wish

__all__ = [
    "Claim",
    "Deed",
    "DeedAcceptance",
    "DeedEntry",
    "DeedPhoto",
    "Fulfilment",
    "FulfilmentPhoto",
    "Satisfaction",
    "Wish",
]
