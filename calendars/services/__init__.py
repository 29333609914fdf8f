from calendars.services.editions import (
    MANAGE,
    Foresight,
    calendar_change,
    calendar_preview,
    calendar_seed,
    office_hours_change,
)
from calendars.services.following import Follower, Shift, follower_add

__all__ = [
    "MANAGE",
    "Follower",
    "Foresight",
    "Shift",
    "calendar_change",
    "calendar_preview",
    "calendar_seed",
    "follower_add",
    "office_hours_change",
]
