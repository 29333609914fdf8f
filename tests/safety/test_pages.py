"""The pages of hazards: what they show, how many queries they take, and what they refuse."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.uploads import photo_store
from issues.models import Attachment, Case
from issues.services.cases import attachment_add
from organizations.roles import Role
from safety.models import Hazard
from safety.services.finding import hazard_fix_on_the_spot
from safety.workflow import Grade, HazardState
from tests.safety.conftest import JUDGED, PLAN, picture


def address(case, move=""):
    return f"/hazards/{case.number}/{move}/" if move else f"/hazards/{case.number}/"


def test_a_hazard_goes_its_whole_way_through_the_pages(district, signed_in):
    inspector, head = signed_in(district.inspector), signed_in(district.head)
    facts = {"enterprise": district.firm.pk, "title": "消防通道堆放杂物", "field": "fire"}
    answer = inspector.post(reverse("safety:create"), {**facts, "photos": [picture()]})
    case = Case.objects.get()
    assert answer.url == address(case)
    lead = {"lead": district.bureau.pk}
    for client, move, sent, state in (
        (inspector, "file", {"field": "fire", "place": "一号车间"}, HazardState.FILED),
        (inspector, "assess", {**JUDGED, "grade": "ordinary"}, HazardState.ASSESSED),
        (inspector, "order", {**PLAN, **lead}, HazardState.RECTIFYING),
        (head, "assign", {"handler": district.handler.pk}, HazardState.RECTIFYING),
        (head, "submit", {"how": "已清理", "after": [picture("green")]}, HazardState.ACCEPTING),
        (inspector, "pass_acceptance", {"on_site": "on"}, HazardState.WRITTEN_OFF),
    ):
        assert client.get(address(case, move)).status_code == 200, move
        case.refresh_from_db()
        sent = {**sent, "seen_version": case.version}
        assert client.post(address(case, move), sent).status_code == 302, move
        case.refresh_from_db()
        assert case.state == state
    assert "Accepted and written off" in inspector.get(address(case)).content.decode()


@pytest.mark.parametrize("state", HazardState)
def test_the_page_offers_only_what_this_person_may_do_now(hazard_in, district, signed_in, state):
    case = hazard_in(state)
    offered = {
        "inspector": {
            HazardState.FOUND: {"file", "fix_on_the_spot"},
            HazardState.FILED: {"assess"},
            HazardState.ASSESSED: {"order", "ask_regrade"},
            HazardState.RECTIFYING: {"ask_regrade"},
            HazardState.ACCEPTING: {"pass_acceptance", "fail_acceptance"},
        },
        "head": {HazardState.RECTIFYING: {"submit", "assign", "ask_regrade"}},
        "visitor": {HazardState.FOUND: {"fix_on_the_spot", "name_lead"}},
    }
    for name, by_state in offered.items():
        answer = signed_in(getattr(district, name)).get(address(case))
        if answer.status_code == 404:
            assert not by_state.get(state)
            continue
        context = answer.context
        moves = [context["main_move"], *context["other_moves"]]
        assert {move.name for move in moves if move} == by_state.get(state, set()), name


def test_the_unit_is_named_on_the_spot_through_its_form(hazard_in, district, signed_in):
    case = hazard_in(HazardState.FOUND)
    sent = {"dispatch_to": district.authority.pk}
    answer = signed_in(district.visitor).post(address(case, "name_lead"), sent)
    assert "oversees this field" in str(answer.context["form"].errors["dispatch_to"])
    sent = {"dispatch_to": district.bureau.pk}
    answer = signed_in(district.visitor).post(address(case, "name_lead"), sent)
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.lead_unit == district.bureau


def test_a_rectification_is_refused_through_its_form(hazard_in, district, signed_in):
    case = hazard_in(HazardState.ACCEPTING)
    answer = signed_in(district.inspector).post(
        address(case, "fail_acceptance"), {"reason": "通道仍有杂物"}
    )
    assert answer.status_code == 302
    page = signed_in(district.head).get(address(case)).content.decode()
    assert "通道仍有杂物" in page
    assert "not passed" in page


def test_who_fixed_it_is_not_offered_to_accept_it(hazard_in, district, signed_in, photo):
    case = hazard_in(HazardState.FOUND)
    hazard_fix_on_the_spot(actor=district.inspector, case=case, how="清理", after=[photo("blue")])
    assert signed_in(district.inspector).get(address(case)).context["main_move"] is None
    answer = signed_in(district.inspector).post(address(case, "pass_acceptance"), {})
    assert answer.status_code == 403
    assert "somebody else accepts it" in answer.content.decode()
    answer = signed_in(district.town_inspector).get(address(case))
    assert answer.context["main_move"].name == "pass_acceptance"


def test_the_form_of_a_major_hazard_refuses_a_plan_with_a_part_missing(
    hazard_in, district, signed_in
):
    case = hazard_in(HazardState.ASSESSED, grade=Grade.MAJOR)
    client = signed_in(district.inspector)
    sent = {**PLAN, "lead": district.bureau.pk, "due_on": "2099-01-05", "funds": ""}
    answer = client.post(address(case, "order"), sent)
    assert "funds" in answer.context["form"].errors
    assert PLAN["measures"] in answer.content.decode()
    answer = client.post(address(case, "order"), {**sent, "funds": "两万", "due_on": "2020-01-05"})
    assert "due_on" in answer.context["form"].errors


def test_photos_are_kept_while_the_rest_is_mended(hazard_in, district, signed_in):
    case = hazard_in(HazardState.RECTIFYING)
    client = signed_in(district.head)
    answer = client.post(address(case, "submit"), {"how": "", "after": [picture("green")]})
    (name, (kept,)) = answer.context["form"].kept()[0]
    assert name == "kept_after"
    again = client.post(address(case, "submit"), {"how": "已清理", name: str(kept.pk)})
    assert again.status_code == 302
    assert Attachment.objects.get(purpose=Attachment.Purpose.AFTER).stored == kept


def test_somebody_elses_photo_is_not_taken_along(hazard_in, district, signed_in, photo):
    case = hazard_in(HazardState.RECTIFYING)
    theirs = photo("yellow")
    answer = signed_in(district.head).post(
        address(case, "submit"), {"how": "已清理", "kept_after": [str(theirs.pk), "no-key"]}
    )
    assert "after" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"this is no photo", "neither a photo nor"), (b"", "empty")],
)
def test_what_is_no_photo_is_refused_beside_its_field(
    hazard_in, district, signed_in, content, said
):
    case = hazard_in(HazardState.RECTIFYING)
    upload = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    answer = signed_in(district.head).post(
        address(case, "submit"), {"how": "已清理", "after": [upload]}
    )
    assert said in str(answer.context["form"].errors["after"])
    assert "已清理" in answer.content.decode()


def test_who_comes_second_is_told_and_keeps_the_words(hazard_in, district, signed_in):
    case = hazard_in(HazardState.FOUND)
    seen = case.version
    sent = {"field": "fire", "note": "请尽快核实", "seen_version": seen}
    assert signed_in(district.inspector).post(address(case, "file"), sent).status_code == 302
    answer = signed_in(district.town_inspector).post(address(case, "file"), sent)
    assert answer.status_code == 409
    assert "inspector did something" in answer.content.decode()
    assert "请尽快核实" in answer.content.decode()


def test_a_form_that_is_not_possible_now_leads_back(hazard_in, district, signed_in):
    case = hazard_in(HazardState.FOUND)
    answer = signed_in(district.inspector).get(address(case, "assess"), follow=True)
    assert answer.redirect_chain == [(address(case), 302)]
    assert "not possible here now" in answer.content.decode()


@pytest.mark.parametrize("path", ["nothing", "find"])
def test_a_move_without_a_form_does_not_exist(hazard_in, district, signed_in, path):
    case = hazard_in(HazardState.FOUND)
    assert signed_in(district.inspector).get(address(case, path)).status_code == 404


def test_out_of_reach_does_not_exist(hazard_in, person_with, signed_in):
    case = hazard_in(HazardState.FOUND)
    stranger = signed_in(person_with(Role.UNIT_HEAD))
    for path in (address(case), address(case, "file"), f"/cases/{case.number}/"):
        assert stranger.get(path).status_code == 404


def test_the_address_of_the_case_leads_to_the_hazard(hazard_in, district, signed_in):
    case = hazard_in(HazardState.FOUND)
    answer = signed_in(district.inspector).get(f"/cases/{case.number}/")
    assert (answer.status_code, answer.url) == (302, address(case))


def test_the_enterprises_page_lists_its_hazards(hazard_in, district, signed_in):
    case = hazard_in(HazardState.FOUND)
    page = signed_in(district.inspector).get(f"/enterprises/{district.firm.pk}/")
    assert address(case) in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("?grade=major", 1),
        ("?field=gas", 0),
        ("?field=fire&q=通道", 3),
        ("?q=没有这样的词", 0),
        ("?light=late", 0),
        ("?light=due_soon", 2),
        ("?todo=hazard_file", 1),
        ("?todo=hazard_order", 1),
        ("?grade=nonsense", 3),
    ],
)
def test_the_board_and_the_ledger_keep_the_filter_of_the_address(
    hazard_in, district, signed_in, query, found
):
    hazard_in(HazardState.FOUND)
    hazard_in(HazardState.ASSESSED, grade=Grade.MAJOR)
    hazard_in(HazardState.WRITTEN_OFF)
    client = signed_in(district.inspector)
    board = client.get(reverse("safety:board") + query)
    assert sum(len(column.cards) for column in board.context["columns"]) == found
    assert len(client.get(reverse("safety:ledger") + query).context["page"].rows) == found


def test_a_phone_shows_the_stage_of_the_address_or_the_first_with_hazards(
    hazard_in, district, signed_in
):
    hazard_in(HazardState.FILED)
    client, board = signed_in(district.inspector), reverse("safety:board")
    assert client.get(board).context["shown"] == HazardState.FILED
    assert client.get(f"{board}?state=written_off").context["shown"] == HazardState.WRITTEN_OFF
    assert client.get(f"{board}?state=moon").context["shown"] == HazardState.FILED


def copies(case, number):
    """Many of a hazard, each with its particulars."""
    for place in range(number):
        facts = {f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields}
        facts.update(id=None, number=f"YH2026{900000 + place}", search="消防通道")
        copy = Case.objects.create(**facts)
        Hazard.objects.create(case=copy, field="fire")


def test_a_column_shows_the_first_twenty_and_leads_to_all(hazard_in, district, signed_in):
    copies(hazard_in(HazardState.FOUND), 24)
    page = signed_in(district.inspector).get(reverse("safety:board") + "?grade=")
    column = page.context["columns"][0]
    assert (len(column.cards), column.count.number, column.has_more) == (20, 25, True)
    assert "All 25 in the ledger" in page.content.decode()


@pytest.mark.parametrize("number", [2, 30])
@pytest.mark.parametrize(("name", "queries"), [("safety:board", 17), ("safety:ledger", 15)])
def test_the_lists_take_as_many_queries_for_many_as_for_few(
    hazard_in, district, signed_in, django_assert_num_queries, name, queries, number
):
    copies(hazard_in(HazardState.FOUND), number - 1)
    client = signed_in(district.inspector)
    client.get(reverse(name))
    with django_assert_num_queries(queries):
        assert client.get(reverse(name)).status_code == 200


def test_the_page_of_a_hazard_takes_a_fixed_number_of_queries(
    hazard_in, district, signed_in, django_assert_num_queries
):
    client = signed_in(district.inspector)
    few, many = hazard_in(HazardState.ACCEPTING), hazard_in(HazardState.ACCEPTING)
    for place in range(5):
        hazard_attach(many, district, place)
    for case, repeats in ((few, 0), (many, 1)):
        client.get(address(case))
        with django_assert_num_queries(43 + repeats):
            assert client.get(address(case)).status_code == 200


def hazard_attach(case, district, place):
    stored = photo_store(actor=district.visitor, upload=picture(f"hsl({place * 60}, 60%, 50%)"))
    attachment_add(actor=district.visitor, case=case, stored=stored, purpose="before")
