"""The register of deeds: who keeps it, which moves are possible when, and what shows a deed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.access import is_allowed
from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from deeds import services
from deeds.models import Deed, DeedPhoto
from deeds.workflow import DEED_WORKFLOW, DeedState
from notices.models import Notice
from tests.deeds.conftest import photo, today
from tests.deeds.factories import DeedFactory
from tests.visits.conftest import photo_bytes

POSSIBLE = {
    "proposed": {"change", "begin", "put_aside"},
    "under_way": {"change", "report", "hand_in", "put_aside"},
    "to_accept": {"accept", "send_back", "put_aside"},
    "accepted": set(),
    "aside": set(),
}


@pytest.mark.parametrize("state", DeedState.values)
@pytest.mark.parametrize("move", [move.name for move in DEED_WORKFLOW.moves])
def test_a_move_is_possible_in_the_states_of_the_table_only(state, move):
    deed = Deed(state=state)
    if move in POSSIBLE[state]:
        assert DEED_WORKFLOW.check(deed, move).name == move
    else:
        with pytest.raises(NotNow):
            DEED_WORKFLOW.check(deed, move)


KEEP, DECIDE = "deeds.deed_keep", "deeds.deed_decide"
MAY = {
    "member": {KEEP},
    "secretary": {KEEP, DECIDE},
    "visitor": {KEEP},
    "town_head": {KEEP, DECIDE},
    "officer": {KEEP, DECIDE},
    "other_secretary": set(),
    "head": set(),
    "handler": set(),
    "leader": set(),
}


@pytest.mark.parametrize("name", MAY)
def test_a_unit_keeps_the_deeds_of_its_own_branches(district, deed, name):
    made, person = deed(), getattr(district, name)
    assert {one for one in (KEEP, DECIDE) if is_allowed(person, one, made)} == MAY[name]


@pytest.mark.parametrize(
    ("name", "unit", "may"),
    [
        ("member", "branch", True),
        ("town_head", "branch", True),
        ("officer", "other", True),
        ("member", "other", False),
        ("member", "town", False),
        ("head", "branch", False),
        ("officer", "bureau", False),
        ("officer", "root", False),
    ],
)
def test_a_deed_is_proposed_for_a_unit_of_ones_own(district, facts, name, unit, may):
    propose = {"actor": getattr(district, name), "organization": getattr(district, unit)}
    given = facts(responsible=district.town_head)
    if may:
        assert services.deed_propose(**propose, **given).year == today().year
    else:
        with pytest.raises(NotYou):
            services.deed_propose(**propose, **given)


WRONG = [
    ({"title": " "}, "title"),
    ({"plan": ""}, "plan"),
    ({"for_whom": " "}, "for_whom"),
    ({"ends_on": timezone.localdate() - timedelta(days=1)}, "ends_on"),
    ({"ends_on": timezone.localdate() + timedelta(days=800)}, "ends_on"),
]


@pytest.mark.parametrize(("facts_given", "field"), WRONG)
def test_what_cannot_be_right_is_said_beside_its_field(district, facts, facts_given, field):
    with pytest.raises(NotSo) as refusal:
        services.deed_propose(
            actor=district.member, organization=district.branch, **facts(**facts_given)
        )
    assert set(refusal.value.fields) == {field}


def test_the_responsible_person_is_of_the_unit_or_the_one_above(district, facts):
    with pytest.raises(NotSo) as refusal:
        services.deed_propose(
            actor=district.member,
            organization=district.branch,
            **facts(responsible=district.other_secretary),
        )
    assert set(refusal.value.fields) == {"responsible"}


def test_nothing_is_handed_in_without_a_photo_of_the_round(district, deed):
    made = deed("under_way")
    done = {"actor": district.member, "done_on": today(), "words": "换好了"}
    with pytest.raises(NotSo) as refusal:
        services.deed_hand_in(deed=made, **done)
    assert set(refusal.value.fields) == {"photos"}
    assert made.entries.count() == 0
    services.deed_report(deed=made, photos=[photo(district.member)], **done)
    handed = services.deed_hand_in(deed=made, **done)
    assert (handed.state, handed.evidence) == ("to_accept", DeedPhoto.objects.get())
    services.deed_accept(
        actor=district.other_secretary, deed=handed, is_done=False, satisfaction=2,
        visited_on=today(), words="三楼还没换",
    )  # fmt: skip
    with pytest.raises(NotSo):
        services.deed_hand_in(deed=handed, **done)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"state": "to_accept"},
        {"state": "accepted"},
        {"state": "aside"},
        {"aside_because": "不办了"},
        {"for_whom": ""},
        {"ends_on": timezone.localdate() - timedelta(days=400)},
    ],
)
def test_the_database_refuses_a_deed(facts):
    made = DeedFactory(state="under_way")
    with pytest.raises(IntegrityError), transaction.atomic():
        Deed.objects.filter(pk=made.pk).update(**facts)


def test_a_deed_put_aside_keeps_its_reason_and_ends(district, deed):
    made = deed("under_way")
    with pytest.raises(NotSo):
        services.deed_put_aside(actor=district.secretary, deed=made, reason=" ")
    with pytest.raises(NotYou):
        services.deed_put_aside(actor=district.member, deed=made, reason="不办了")
    ended = services.deed_put_aside(actor=district.secretary, deed=made, reason="并入社区改造")
    assert (ended.state, ended.aside_because) == ("aside", "并入社区改造")
    line = TrailEntry.objects.get(action="deed_put_aside")
    assert (line.note, line.changes["state"]) == ("并入社区改造", ["under_way", "aside"])


def test_who_is_above_is_told_that_a_deed_waits_for_its_return_visit(district, deed):
    made = deed("to_accept")
    told = Notice.objects.get(template="deeds.deed_handed_in")
    assert (told.recipient, told.url) == (district.town_head, made.get_absolute_url())


def test_the_pages_propose_begin_and_hand_a_deed_in(district, signed_in):
    member, secretary = signed_in(district.member), signed_in(district.secretary)
    sent = {
        "organization": district.branch.pk,
        "title": "修门前路",
        "for_whom": "沿街商户",
        "plan": "填平坑洼",
        "responsible": district.member.pk,
        "starts_on": today().isoformat(),
        "ends_on": today().isoformat(),
    }
    refused = member.post(reverse("deeds:deed_new"), {**sent, "for_whom": ""})
    assert "for_whom" in refused.context["form"].errors
    member.post(reverse("deeds:deed_new"), sent)
    made = Deed.objects.get()
    step = {name: reverse("deeds:deed_step", args=[made.pk, name]) for name in POSSIBLE_STEPS}
    assert member.post(step["begin"]).status_code == 403
    assert member.get(step["report"]).status_code == 409
    secretary.post(step["begin"])
    changed = {**sent, "title": "修平门前路"}
    assert member.get(step["change"]).context["form"]["title"].value() == "修门前路"
    member.post(step["change"], changed)
    words = {"done_on": today().isoformat(), "words": "完工"}
    refused = member.post(step["hand_in"], words)
    assert "photos" in refused.context["form"].errors
    member.post(step["hand_in"], {**words, "photos": upload()})
    made.refresh_from_db()
    assert (made.title, made.state) == ("修平门前路", "to_accept")
    stored = made.evidence.stored
    shown = secretary.get(reverse("deeds:deed_photo", args=[made.pk, stored.pk]))
    assert shown.status_code == 200
    assert "某手机".encode() not in stored.file.read()
    assert member.get(reverse("deeds:deed_step", args=[made.pk, "nonsense"])).status_code == 404


def test_an_enterprise_shows_the_deeds_for_it_to_whoever_sees_them(district, deed, signed_in):
    made = deed(enterprise=district.firm)
    page = reverse("enterprises:detail", args=[district.firm.pk])
    for name in ("town_head", "officer"):
        shown = signed_in(getattr(district, name)).get(page).content.decode()
        assert made.get_absolute_url() in shown
    Deed.objects.update(organization=district.bureau)
    assert made.get_absolute_url() not in signed_in(district.town_head).get(page).content.decode()


POSSIBLE_STEPS = ("begin", "change", "report", "hand_in")


def upload():
    return SimpleUploadedFile("a.jpg", photo_bytes(), content_type="image/jpeg")


LIST_QUERIES = 12


@pytest.mark.parametrize("number", [2, 20])
@pytest.mark.parametrize("name", ["deed_list", "branch_list"])
def test_a_list_asks_no_more_for_more_rows(
    district, signed_in, name, number, django_assert_num_queries
):
    for _each in range(number):
        DeedFactory()
    client = signed_in(district.officer)
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(reverse(f"deeds:{name}")).context["page"].rows) >= number
