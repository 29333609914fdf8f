"""Practical deeds of the branches and micro-wishes: some of each in every state, told in bulk.

The branches get a secretary each; who looks whether a deed is done is of another unit.
"""

import random
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from core.pinyin import initials_of
from core.uploads import photo_store
from deeds.models import (
    Claim,
    Deed,
    DeedAcceptance,
    DeedEntry,
    DeedPhoto,
    Fulfilment,
    FulfilmentPhoto,
    Wish,
)
from deeds.workflow import DEED_BEFORE, DeedState, WishState
from demo.accounts import PASSWORD
from demo.names import Namer
from demo.photos import photo_draw
from demo.texts.deeds import DEEDS, DONE, THANKS, WISHES
from demo.world import World
from organizations.models import Membership, Organization, Position, User
from organizations.roles import Role

SEED = 20260403
STATES = (
    DeedState.UNDER_WAY, DeedState.TO_ACCEPT, DeedState.ACCEPTED, DeedState.ACCEPTED,
    DeedState.PROPOSED, DeedState.UNDER_WAY, DeedState.ACCEPTED, DeedState.TO_ACCEPT,
    DeedState.UNDER_WAY, DeedState.ASIDE,
)  # fmt: skip
WISH_STATES = (
    WishState.PUBLISHED, WishState.CLAIMED, WishState.THANKED, WishState.PUBLISHED,
    WishState.FULFILLED, WishState.CLAIMED, WishState.THANKED, WishState.COLLECTED,
)  # fmt: skip
LATE_PLACES = {0, 8}
"""Deeds under way that are late; of the wishes, the first to be claimed and the first claimed are."""


def deeds_and_wishes(world: World) -> None:
    """At the end of the story; nothing of it draws from the story's own dice."""
    rng = random.Random(SEED)
    secretaries = _secretaries(world, Namer(rng))
    for place, (branch, secretary) in enumerate(secretaries[: len(DEEDS)]):
        _deed(world, rng, place, branch, secretary)
    for place, facts in enumerate(WISHES):
        _wish(world, rng, place, facts, secretaries)


def _secretaries(world: World, namer: Namer) -> list[tuple[Organization, User]]:
    """Each branch and who heads it; of the first town the known accounts do without."""
    password, found = make_password(PASSWORD), []
    branches = Organization.objects.filter(kind=Organization.Kind.BRANCH).select_related("parent")
    for number, branch in enumerate(branches.order_by("parent__order", "id"), start=1):
        name = namer.person()
        person = User.objects.create(
            username="branch" if number == 1 else f"branch{number:02}",
            full_name=name,
            initials=initials_of(name)[:60],
            title="支部书记",
            phone=f"1380000{number:04}",
            password=password,
        )
        Membership.objects.create(
            user=person, organization=branch, role=Role.UNIT_HEAD,
            since_on=world.today - timedelta(days=300),
        )  # fmt: skip
        Position.objects.create(
            organization=branch, kind=Position.Kind.HEAD, title="支部书记", holder=person
        )
        found.append((branch, person))
    return found


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12, 0)))


def _deed(world: World, rng, place: int, branch: Organization, secretary: User) -> None:
    state, (title, for_whom, plan) = STATES[place % len(STATES)], DEEDS[place]
    begun = world.today - timedelta(days=rng.randrange(45, 75))
    ends = world.today + timedelta(days=rng.choice((5, 20, 45)))
    if place in LATE_PLACES or state in (DeedState.ACCEPTED, DeedState.TO_ACCEPT):
        ends = world.today - timedelta(days=rng.randrange(2, 8))
    firms = world.firms.get(branch.parent_id) if place % 5 == 0 else None
    deed = Deed.objects.create(
        organization=branch, title=title, for_whom=for_whom, enterprise=firms[0] if firms else None, plan=plan,
        responsible=secretary, starts_on=begun, ends_on=ends, proposed_by=secretary,
        proposed_at=_noon(begun - timedelta(days=5)),
        state=state if state in DEED_BEFORE else DeedState.UNDER_WAY,
    )  # fmt: skip
    if state == DeedState.PROPOSED:
        return
    handed = _noon(ends - timedelta(days=1)) if ends < world.today else _noon(world.today)
    photos = [
        _entry(rng, deed, secretary, begun + timedelta(days=days), words, mood)
        for days, words, mood in ((6, DONE[0], "before"), (25, DONE[1], ""), (35, DONE[2], "after"))
    ]
    _deed_on(world, rng, deed, state, secretary, photos[-1], handed)


def _entry(rng, deed: Deed, by: User, day: date, words: str, mood: str) -> DeedPhoto | None:
    entry = DeedEntry.objects.create(
        deed=deed, round=1, done_on=day, words=words, by=by, at=_noon(day)
    )
    if not mood:
        return None
    stored = photo_store(actor=by, upload=photo_draw(rng, mood))
    return DeedPhoto.objects.create(entry=entry, stored=stored)


def _deed_on(world, rng, deed: Deed, state, secretary, photo, handed: datetime) -> None:
    """On to its last state, with the return visit by an official of its town."""
    deed.state = state
    if state == DeedState.ASIDE:
        deed.aside_because, deed.ended_at = "与镇里的改造工程重复，并入工程一并实施。", handed
    elif state != DeedState.UNDER_WAY:
        deed.evidence, deed.handed_in_by, deed.handed_in_at = photo, secretary, handed
    deed.save()
    if state != DeedState.ACCEPTED:
        return
    looker = world.visitors[deed.organization.parent_id][0]
    at = handed + timedelta(days=1)
    DeedAcceptance.objects.create(
        deed=deed, round=1, is_done=True, satisfaction=rng.choice((4, 5, 5)),
        words="现场看过，问了几户都说办得实在。", visited_on=at.date(), deed_unit=deed.organization,
        responsible=secretary, handed_in_by=secretary, acceptor=looker,
        acceptor_unit=deed.organization.parent, at=at,
    )  # fmt: skip
    Deed.objects.filter(pk=deed.pk).update(ended_at=at)


def _wish(world: World, rng, place: int, facts, secretaries) -> None:
    title, category, detail, name = facts
    state, town = WISH_STATES[place % len(WISH_STATES)], world.towns[place % 4]
    collector = world.visitors[town.pk][0]
    hung = world.today - timedelta(days=20 if place == 0 else rng.randrange(1, 14))
    wanted = world.today + timedelta(days=rng.randrange(6, 30))
    if place == 1:
        wanted = world.today - timedelta(days=3)
    wish = Wish.objects.create(
        title=title, category=category, detail=detail, name=name,
        contact=f"1370000{place:04}", wanted_by=wanted, unit=town, collected_by=collector,
        source=Wish.Source.VISIT if place % 3 == 0 else Wish.Source.COMMUNITY,
        collected_at=_noon(hung), state=state,
        open_since=None if state == WishState.COLLECTED else hung,
    )  # fmt: skip
    if state in (WishState.COLLECTED, WishState.PUBLISHED):
        return
    branch, secretary = secretaries[place % 6]
    claimed = _noon(hung + timedelta(days=1))
    claim = Claim.objects.create(
        wish=wish, unit=branch if place % 3 else None, person=secretary, collector=collector,
        claimed_at=claimed, words="这周末送上门。",
    )  # fmt: skip
    if state != WishState.CLAIMED:
        _fulfilled(rng, claim, state, collector, claimed)


def _fulfilled(rng, claim: Claim, state: str, collector: User, claimed: datetime) -> None:
    confirmed = {}
    if state == WishState.THANKED:
        confirmed = {
            "is_confirmed": True, "satisfaction": 5, "thanks": rng.choice(THANKS),
            "asked_by": collector, "asked_at": claimed + timedelta(hours=20),
        }  # fmt: skip
    done = Fulfilment.objects.create(
        claim=claim, words="已送到家里，当面试过。", by=claim.person, claimed_by=claim.person,
        at=claimed + timedelta(hours=3), **confirmed,
    )  # fmt: skip
    stored = photo_store(actor=claim.person, upload=photo_draw(rng, "after"))
    FulfilmentPhoto.objects.create(fulfilment=done, stored=stored)
