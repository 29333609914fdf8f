"""Deeds and wishes in whichever state, with what the database asks for there."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from deeds.models import (
    Claim,
    Deed,
    DeedEntry,
    DeedPhoto,
    Fulfilment,
    FulfilmentPhoto,
    Wish,
)
from deeds.workflow import IN_HAND, SHOWN_BY_PHOTO, DeedState, WishState
from organizations.models import Organization
from tests.factories import OrganizationFactory, StoredFileFactory, UserFactory


class DeedFactory(DjangoModelFactory):
    """Of a branch, this year; in whichever ``state``, with what the database asks for there."""

    class Meta:
        model = Deed
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory, kind=Organization.Kind.BRANCH)
    title = "为老旧楼道换灯"
    for_whom = "三号楼居民"
    plan = "更换声控灯二十盏"
    responsible = factory.SubFactory(UserFactory)
    proposed_by = factory.SelfAttribute("responsible")
    proposed_at = factory.LazyFunction(timezone.now)
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda deed: deed.starts_on + timedelta(days=30))
    state = DeedState.PROPOSED
    aside_because = factory.LazyAttribute(
        lambda deed: "与另一件合并" if deed.state == DeedState.ASIDE else ""
    )
    ended_at = factory.LazyAttribute(
        lambda deed: timezone.now() if deed.state == DeedState.ASIDE else None
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """A deed that was handed in has a photo first."""
        state = kwargs.get("state", DeedState.PROPOSED)
        if state not in SHOWN_BY_PHOTO:
            return super()._create(model_class, *args, **kwargs)
        deed = super()._create(model_class, *args, **{**kwargs, "state": DeedState.UNDER_WAY})
        photo = DeedPhotoFactory(entry__deed=deed)
        deed.evidence, deed.handed_in_by, deed.handed_in_at = (
            photo,
            deed.responsible,
            timezone.now(),
        )
        deed.state = state
        deed.save()
        return deed


class DeedEntryFactory(DjangoModelFactory):
    class Meta:
        model = DeedEntry

    deed = factory.SubFactory(DeedFactory)
    round = factory.SelfAttribute("deed.round")
    done_on = factory.LazyFunction(timezone.localdate)
    words = "已换十盏"
    by = factory.SelfAttribute("deed.responsible")
    at = factory.LazyFunction(timezone.now)


class DeedPhotoFactory(DjangoModelFactory):
    class Meta:
        model = DeedPhoto

    entry = factory.SubFactory(DeedEntryFactory)
    stored = factory.SubFactory(StoredFileFactory)


class WishFactory(DjangoModelFactory):
    """For a unit; in whichever ``state``, claimed by ``claimed_by`` for ``claimed_for``."""

    class Meta:
        model = Wish
        skip_postgeneration_save = True

    title = "一副老花镜"
    category = Wish.Category.GOODS
    source = Wish.Source.COMMUNITY
    wanted_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
    name = "张桂兰"
    contact = "13900001111"
    unit = factory.SubFactory(OrganizationFactory)
    collected_by = factory.SubFactory(UserFactory)
    collected_at = factory.LazyFunction(timezone.now)
    state = WishState.COLLECTED
    open_since = factory.LazyAttribute(
        lambda wish: None if wish.state == WishState.COLLECTED else timezone.localdate()
    )
    withdrawn_because = factory.LazyAttribute(
        lambda wish: "重复" if wish.state == WishState.WITHDRAWN else ""
    )

    @classmethod
    def _create(cls, model_class, *args, claimed_by=None, claimed_for=None, **kwargs):
        wish = super()._create(model_class, *args, **kwargs)
        if wish.state in (*IN_HAND, WishState.THANKED):
            claim = ClaimFactory(wish=wish, person=claimed_by or UserFactory(), unit=claimed_for)
            if wish.state != WishState.CLAIMED:
                FulfilmentFactory(claim=claim)
        return wish


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    wish = factory.SubFactory(WishFactory, state=WishState.PUBLISHED)
    person = factory.SubFactory(UserFactory)
    collector = factory.SelfAttribute("wish.collected_by")
    claimed_at = factory.LazyFunction(timezone.now)


class FulfilmentFactory(DjangoModelFactory):
    class Meta:
        model = Fulfilment

    claim = factory.SubFactory(ClaimFactory)
    words = "已送到家"
    by = factory.SelfAttribute("claim.person")
    claimed_by = factory.SelfAttribute("claim.person")
    at = factory.LazyFunction(timezone.now)


class FulfilmentPhotoFactory(DjangoModelFactory):
    class Meta:
        model = FulfilmentPhoto

    fulfilment = factory.SubFactory(FulfilmentFactory)
    stored = factory.SubFactory(StoredFileFactory)
