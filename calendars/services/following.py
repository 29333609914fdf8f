"""Who follows the calendar: apps above move what they have counted with it, in its transaction."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from calendars.models import Edition


class Shift(NamedTuple):
    """So many deadlines that move from one instant to another."""

    was_at: dt.datetime
    now_at: dt.datetime
    count: int


class Follower(NamedTuple):
    """``foresee(edition)`` says what would move, ``follow(edition, actor)`` moves it: how many."""

    foresee: Callable[[Edition], list[Shift]]
    follow: Callable[[Edition, object], int]


_followers: list[Follower] = []


def follower_add(follower: Follower) -> None:
    """Let a higher app follow the calendar; both functions find its days already written."""
    _followers.append(follower)


def foresee(edition: Edition) -> list[Shift]:
    return [shift for follower in _followers for shift in follower.foresee(edition)]


def follow(edition: Edition, actor) -> int:
    return sum(follower.follow(edition, actor) for follower in _followers)
