"""Wishes: who sees whose they are, who claims and gives back, and who confirms."""

import threading

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse

from core import access
from core.access import is_allowed
from core.errors import NotNow, NotSo, NotYou, Overtaken
from deeds import services
from deeds.access import can_see_name
from deeds.models import Claim, Deed, Fulfilment, Wish
from deeds.selectors.wishes import my_wishes, wishes_to_confirm
from deeds.workflow import WISH_WORKFLOW, WishState
from notices.models import Notice
from organizations.roles import Role
from tests.deeds.conftest import photo
from tests.deeds.factories import ClaimFactory, DeedFactory, FulfilmentFactory, WishFactory
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.each_database

POSSIBLE = {
    "collected": {"change", "publish", "withdraw"},
    "published": {"change", "claim", "withdraw"},
    "claimed": {"give_back", "fulfil"},
    "fulfilled": {"thank", "not_yet"},
    "thanked": set(),
    "withdrawn": set(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", WishState.values)
def test_a_move_is_possible_in_the_states_of_the_table_only(state):
    wish = WishFactory(state=state)
    assert {move.name for move in WISH_WORKFLOW.moves_open(wish)} == POSSIBLE[state]


SEES_NAME = {
    "visitor": True,
    "town_head": True,
    "officer": True,
    "secretary": False,
    "handler": False,
    "leader": True,
}


@pytest.mark.parametrize("name", SEES_NAME)
def test_whose_wish_it_is_is_shown_to_those_who_have_to_do_with_it(district, wish, signed_in, name):
    person = getattr(district, name)
    assert can_see_name(person, wish) == SEES_NAME[name]
    client = signed_in(person)
    assert wish.name not in client.get(reverse("deeds:wish_wall")).content.decode()
    for url in (wish.get_absolute_url(), reverse("deeds:wish_list")):
        assert (wish.name in client.get(url).content.decode()) == SEES_NAME[name]


def test_who_claims_sees_whose_wish_it_is_until_they_give_it_back(district, wish):
    assert not can_see_name(district.handler, wish)
    services.wish_claim(actor=district.handler, wish=wish)
    assert can_see_name(district.handler, wish)
    assert not can_see_name(district.head, wish)
    assert list(my_wishes(user=district.handler)) == [wish]
    with pytest.raises(NotSo):
        services.wish_give_back(actor=district.handler, wish=wish, reason=" ")
    services.wish_give_back(actor=district.handler, wish=wish, reason="借调外地")
    wish.refresh_from_db()
    assert wish.state == "published"
    assert not can_see_name(district.handler, wish)
    services.wish_claim(actor=district.head, wish=wish, unit=district.bureau)
    assert can_see_name(district.handler, wish)
    assert Claim.objects.filter(wish=wish).count() == 2


def test_nobody_claims_for_a_unit_not_theirs_nor_what_they_collected(district, wish):
    with pytest.raises(NotYou):
        services.wish_claim(actor=district.handler, wish=wish, unit=district.branch)
    with pytest.raises(NotYou):
        services.wish_claim(actor=district.visitor, wish=wish)
    assert not Claim.objects.exists()


def test_a_claimed_wish_is_not_claimed_again_and_says_who_has_it(district, wish):
    services.wish_claim(actor=district.secretary, wish=wish, unit=district.branch)
    with pytest.raises(Overtaken) as refusal:
        services.wish_claim(actor=district.handler, wish=wish)
    assert "secretary" in refusal.value.message
    with pytest.raises(NotYou):
        services.wish_fulfil(actor=district.handler, wish=wish, words="已送到")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_at_once_one_succeeds_and_the_other_is_told(district, wish):
    together, ends = threading.Barrier(2), []

    def claim(person):
        together.wait()
        try:
            ends.append(services.wish_claim(actor=person, wish=Wish.objects.get(pk=wish.pk)))
        except Overtaken as refusal:
            ends.append(refusal)
        finally:
            connections.close_all()

    people = (district.secretary, district.handler)
    threads = [threading.Thread(target=claim, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    claims = [end for end in ends if isinstance(end, Claim)]
    told = [end for end in ends if isinstance(end, Overtaken)]
    assert (len(claims), len(told)) == (1, 1)
    assert str(claims[0].person) in str(told[0].message)


@pytest.mark.django_db
def test_the_database_refuses_a_second_claim_in_force_and_one_by_the_collector():
    first = ClaimFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimFactory(wish=first.wish)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(person=first.collector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(given_back_because="不合适")


CONFIRMS = {
    "visitor": True,
    "town_head": True,
    "officer": True,
    "claimer": False,
    "recorder": False,
    "secretary": False,
    "head": False,
}


@pytest.fixture
def fulfilled(district, wish):
    """Claimed for the town by an official of it, and recorded by another: both could collect."""
    for name in ("claimer", "recorder"):
        person = UserFactory(username=name)
        MembershipFactory(user=person, role=Role.VISITING_OFFICIAL, organization=district.town)
        setattr(district, name, person)
    services.wish_claim(actor=district.claimer, wish=wish, unit=district.town)
    services.wish_fulfil(
        actor=district.recorder, wish=wish, words="已送到家", photos=[photo(district.recorder)]
    )
    return Wish.objects.get()


@pytest.mark.parametrize("name", CONFIRMS)
def test_who_may_confirm_a_wish(district, fulfilled, signed_in, name):
    person = getattr(district, name)
    step = reverse("deeds:wish_step", args=[fulfilled.pk, "thank"])
    said = {"is_confirmed": True, "satisfaction": 5, "thanks": "看报纸清楚多了"}
    page = signed_in(person).get(fulfilled.get_absolute_url())
    assert (step in page.content.decode()) == CONFIRMS[name]
    if CONFIRMS[name]:
        services.wish_thank(actor=person, wish=fulfilled, **said)
        fulfilled.refresh_from_db()
        assert fulfilled.state == "thanked"
        told = Notice.objects.filter(template="deeds.wish_thanked")
        assert {one.recipient for one in told} == {district.claimer, district.recorder}
    else:
        with pytest.raises(NotYou):
            services.wish_thank(actor=person, wish=fulfilled, **said)


def test_a_wish_not_yet_fulfilled_goes_back_to_who_claimed_it_with_the_reason(district, fulfilled):
    assert list(wishes_to_confirm(user=district.visitor)) == [fulfilled]
    with pytest.raises(NotSo) as refusal:
        services.wish_thank(
            actor=district.visitor, wish=fulfilled, is_confirmed=False, satisfaction=2
        )
    assert set(refusal.value.fields) == {"thanks"}
    services.wish_thank(
        actor=district.visitor,
        wish=fulfilled,
        is_confirmed=False,
        satisfaction=2,
        thanks="度数不对",
    )
    again = Wish.objects.get()
    assert (again.state, again.claim.person) == ("claimed", district.claimer)
    with pytest.raises(NotSo):
        services.wish_fulfil(actor=district.claimer, wish=again)
    services.wish_fulfil(actor=district.claimer, wish=again, words="已换")
    assert Fulfilment.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["by", "claimed_by"])
def test_the_database_refuses_a_confirmation_by_who_fulfilled_it(who):
    done = FulfilmentFactory(by=UserFactory())
    facts = {"is_confirmed": True, "satisfaction": 5, "asked_at": done.at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Fulfilment.objects.update(**facts, asked_by=getattr(done, who))
    Fulfilment.objects.update(**facts, asked_by=UserFactory())


def test_a_wish_not_on_the_wall_is_for_who_collected_it(district):
    hidden = WishFactory(unit=district.town, collected_by=district.visitor)
    sees = {"visitor": True, "officer": True, "secretary": False, "handler": False}
    for name, seen in sees.items():
        person = getattr(district, name)
        assert Wish.objects.visible_to(person).filter(pk=hidden.pk).exists() == seen
        assert not is_allowed(person, "deeds.wish_claim", hidden) or name == "officer"
    with pytest.raises(NotNow):
        services.wish_claim(actor=district.officer, wish=hidden)


def test_the_pages_collect_publish_claim_and_withdraw(district, signed_in):
    visitor = signed_in(district.visitor)
    sent = {
        "title": "一辆轮椅",
        "category": "goods",
        "source": "visit",
        "wanted_by": "2000-01-01",
        "name": "李大爷",
        "contact": "三号楼",
        "unit": district.town.pk,
    }
    refused = visitor.post(reverse("deeds:wish_new"), sent)
    assert "wanted_by" in refused.context["form"].errors
    from_today = {**sent, "wanted_by": WishFactory.build().wanted_by.isoformat()}
    visitor.post(reverse("deeds:wish_new"), from_today)
    wish = Wish.objects.get()
    step = {name: reverse("deeds:wish_step", args=[wish.pk, name]) for name in STEPS}
    visitor.post(step["publish"])
    assert visitor.get(step["claim"]).status_code == 403
    secretary = signed_in(district.secretary)
    assert step["claim"] in secretary.get(reverse("deeds:wish_wall")).content.decode()
    secretary.post(step["claim"], {"unit": district.branch.pk})
    late = signed_in(district.handler).post(step["claim"], {"unit": ""})
    assert "secretary" in str(late.context["form"].errors)
    assert visitor.post(step["withdraw"], {"reason": "重复"}).status_code == 200
    wish.refresh_from_db()
    assert wish.state == "claimed"


STEPS = ("publish", "claim", "withdraw")


@pytest.mark.parametrize("number", [2, 20])
@pytest.mark.parametrize(("name", "queries"), [("wish_list", 14), ("wish_wall", 13)])
def test_a_list_asks_no_more_for_more_rows(
    district, signed_in, name, queries, number, django_assert_num_queries
):
    for _each in range(number):
        WishFactory(state="fulfilled")
    client = signed_in(district.officer)
    with django_assert_num_queries(queries):
        assert len(client.get(reverse(f"deeds:{name}")).context["page"].rows) == number


def test_a_photo_of_a_fulfilled_wish_is_for_those_who_see_whose_it_is(
    district, fulfilled, signed_in
):
    stored = fulfilled.claim.fulfilments.get().photos.get().stored_id
    photo_at = reverse("deeds:wish_photo", args=[fulfilled.pk, stored])
    for name, seen in {"claimer": True, "visitor": True, "secretary": False}.items():
        client = signed_in(getattr(district, name))
        page = client.get(fulfilled.get_absolute_url())
        assert (photo_at in page.content.decode()) == seen
        assert client.get(photo_at).status_code == (200 if seen else 404)


@pytest.mark.parametrize("size", [1000, -1], ids=["narrow", "wide"])
@pytest.mark.parametrize("name", ["member", "secretary", "visitor", "officer", "leader", "head"])
def test_a_list_holds_what_one_may_see(district, deed, fulfilled, monkeypatch, name, size):
    monkeypatch.setattr(access, "NARROW", size)
    deed("to_accept")
    WishFactory(unit=district.town)
    DeedFactory(state="to_accept")
    person = getattr(district, name)
    for model in (Deed, Wish):
        seen = set(model.objects.visible_to(person))
        assert set(model.objects.listed_to(person)) == seen
        assert seen or name == "head"
