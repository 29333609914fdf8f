"""One case in the browser: what the page shows, the forms of each step, the files."""

import io
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core.uploads import file_store
from issues.models import Attachment, Case, Deadline, Reply, Responsibility
from issues.services.cases import attachment_add, case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign
from issues.workflow import State, Tier
from tests.factories import OrganizationFactory

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _files_and_monday(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def case(district):
    return case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
    )


@pytest.fixture
def dispatched(district, case):
    case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau)
    return case


@pytest.fixture
def handled(district, dispatched):
    case_accept(actor=district.head, case=dispatched)
    case_assign(actor=district.head, case=dispatched, handler=district.handler)
    return dispatched


def address(case, move=None):
    if move:
        return reverse("issues:case_step", args=[case.number, move])
    return reverse("issues:case_detail", args=[case.number])


def step(client, case, move, **facts):
    case.refresh_from_db()
    facts.setdefault("version", case.version)
    return client.post(address(case, move), facts)


def picture(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "navy").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_a_demand_goes_all_the_way_through_the_forms(district, case, signed_in):
    office, head, handler = map(signed_in, (district.officer, district.head, district.handler))
    answer = step(office, case, "triage", tier="time_limited")
    assert answer.url == address(case, "dispatch")
    support = OrganizationFactory(name="教育局", parent=district.root)
    rows = {
        "supports-TOTAL_FORMS": 2,
        "supports-INITIAL_FORMS": 0,
        "supports-0-unit": support.pk,
        "supports-0-task": "对接职业学校",
    }
    step(office, case, "dispatch", lead=district.bureau.pk, **rows)
    step(head, case, "accept")
    step(head, case, "assign", handler=district.handler.pk)
    step(handler, case, "contact", note="已电话联系")
    refused = step(handler, case, "submit_reply", text="已组织专场招聘会")
    assert "A support or a task has not replied yet" in refused.content.decode()
    step(
        handler,
        case,
        "submit_reply",
        text="已组织专场招聘会",
        without_supports="另行答复",
        files_sent=[picture()],
    )
    step(head, case, "approve_reply")
    step(office, case, "verify", method="call", is_solved="yes", satisfaction=5, words="很好")
    step(office, case, "close", outcome="solved")
    case.refresh_from_db()
    assert case.state == State.CLOSED
    assert Responsibility.objects.get(role="support").task == "对接职业学校"
    assert Attachment.objects.get().purpose == "reply"
    page = office.get(address(case)).content.decode()
    for words in ("已组织专场招聘会", "另行答复", "很好", "对接职业学校", "record a return visit"):
        assert words in page.replace("Record", "record")


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        ("officer", ["ask_withdrawal", "group", "merge", "split"]),
        ("head", ["accept", "return"]),
        ("leader", ["convene"]),
    ],
)
def test_only_the_steps_this_person_may_take_now_are_shown(
    district, dispatched, signed_in, person, shown
):
    page = signed_in(getattr(district, person)).get(address(dispatched)).content.decode()
    found = set(re.findall(rf"/cases/{dispatched.number}/(\w+)/", page)) - {"files"}
    assert found == set(shown)


def test_the_top_says_who_has_the_ball_and_until_when(district, dispatched, signed_in):
    page = signed_in(district.officer).get(address(dispatched))
    assert page.context["ball"].sentence == (
        "Waits for 人力资源和社会保障局 to accept, due Tue 3 Mar 17:30"
    )


def test_each_deadline_says_why_it_is_that_date(district, dispatched, signed_in):
    page = signed_in(district.officer).get(address(dispatched))
    why = {bar["label"].split(" ·")[0]: bar["why"] for bar in page.context["bars"]}
    assert why["resolve"] == [
        "Rule: “resolve” within 10 working days (version 1)",
        "Started Mon 2 Mar 09:00",
        "Mon 2 Mar · day of the start, not counted",
        "Tue 3 Mar to Fri 6 Mar: days 1 to 4",
        "Sat 7 Mar: not counted, Saturday",
        "Sun 8 Mar: not counted, Sunday",
        "Mon 9 Mar to Fri 13 Mar: days 5 to 9",
        "Sat 14 Mar: not counted, Saturday",
        "Sun 15 Mar: not counted, Sunday",
        "Mon 16 Mar: day 10, working day",
        "Due Mon 16 Mar 17:30",
    ]


def test_a_step_that_is_not_possible_now_leads_back_to_the_case(district, case, signed_in):
    answer = signed_in(district.officer).get(address(case, "close"), follow=True)
    assert answer.redirect_chain == [(address(case), 302)]
    assert "is not possible while this is" in answer.content.decode()


def test_a_step_of_somebody_else_is_refused(district, dispatched, signed_in):
    assert signed_in(district.officer).get(address(dispatched, "accept")).status_code == 403
    assert step(signed_in(district.officer), dispatched, "accept").status_code == 403
    dispatched.refresh_from_db()
    assert dispatched.state == State.DISPATCHED


def test_two_at_once_the_second_is_told_and_keeps_what_was_typed(district, dispatched, signed_in):
    seen = dispatched.version
    step(signed_in(district.head), dispatched, "accept")
    answer = step(
        signed_in(district.head), dispatched, "return", version=seen, reason="不属于我局职责",
        suggested_unit=district.town.pk,
    )  # fmt: skip
    page = answer.content.decode()
    assert "head did something here at 09:00: accept" in page
    assert "不属于我局职责" in page
    assert "no longer open to you" in page
    assert answer.context["case"].state == State.ACCEPTED


def test_a_step_that_is_still_possible_can_be_sent_again(district, handled, signed_in):
    seen = handled.version
    step(signed_in(district.handler), handled, "contact", note="已联系")
    client = signed_in(district.handler)
    answer = step(client, handled, "submit_reply", version=seen, text="答复内容")
    form = answer.context["form"]
    assert (form["text"].value(), str(form["version"].value())) == ("答复内容", str(seen + 1))
    again = step(client, handled, "submit_reply", version=form["version"].value(), text="答复内容")
    assert again.status_code == 302
    assert Reply.objects.get().text == "答复内容"


BAD = [
    ("triage", {"tier": "no such tier"}),
    ("triage", {}),
    ("dispatch_on_the_spot", {"lead": ""}),
    ("dispatch_on_the_spot", {"lead": "999999"}),
    ("dispatch_on_the_spot", {"lead": "'; DROP TABLE"}),
    ("solve_on_the_spot", {"how": "   "}),
    ("solve_on_the_spot", {"how": "a\x00b"}),
    ("triage", {"tier": "time_limited", "category": "0"}),
]


@pytest.mark.parametrize(("move", "facts"), BAD)
def test_bad_input_comes_back_with_a_reason_and_changes_nothing(
    district, case, signed_in, move, facts
):
    answer = step(signed_in(district.officer), case, move, **facts)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    case.refresh_from_db()
    assert case.state == State.REGISTERED


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"due_days": "10"}, "2026-03-16 17:30"),
        ({"due_on": "2026-03-14"}, "2026-03-16 17:30"),
        ({"due_on": "2026-03-20"}, "2026-03-20 17:30"),
        ({"due_on": "2026-02-02"}, None),
        ({"due_on": "9999-12-31"}, None),
        ({"due_days": "0"}, None),
        ({"due_days": "many"}, None),
        ({}, None),
    ],
)
def test_a_case_led_by_a_leader_gets_a_chosen_day_or_so_many_working_days(
    district, case, signed_in, facts, due
):
    client = signed_in(district.officer)
    step(client, case, "triage", tier="leader_led")
    rows = {"supports-TOTAL_FORMS": 0, "supports-INITIAL_FORMS": 0}
    told = {"lead": district.bureau.pk, "sponsor": district.leader.pk, **rows, **facts}
    step(client, case, "dispatch", **told)
    row = Deadline.objects.filter(stage="resolve").first()
    found = row and row.due_at.astimezone(MONDAY.tzinfo).strftime("%Y-%m-%d %H:%M")
    assert found == due


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"days": "10"}, "Mon 16 Mar 17:30"),
        ({"day": "2026-03-14"}, "Mon 16 Mar 17:30"),
        ({"day": "2027-10-08"}, "Fri 8 Oct 2027 17:30 (provisional)"),
        ({"day": "2026-03-01"}, "Mon 2 Mar 17:30"),
        ({"day": "2020-01-06"}, "The deadline must be later than its start."),
        ({"days": "x"}, "Enter a whole number."),
        ({}, "Choose a day, or say how many working days."),
    ],
)
def test_the_resulting_day_is_shown_before_it_is_set(district, signed_in, query, text):
    answer = signed_in(district.officer).get(reverse("issues:due_preview"), query)
    assert answer.json()["text"] == text


def stored_with(district, case, upload):
    stored = file_store(actor=district.officer, upload=upload)
    return attachment_add(actor=district.officer, case=case, stored=stored, purpose="finding")


@pytest.mark.parametrize(
    ("person", "code"), [("officer", 200), ("head", 200), ("town_head", 200), ("visitor", 404)]
)
def test_a_file_is_served_by_the_permission_of_its_case(
    district, dispatched, signed_in, person, code
):
    stored = stored_with(district, dispatched, picture()).stored
    url = reverse("issues:case_file", args=[dispatched.number, stored.pk])
    client = signed_in(getattr(district, person))
    for query in ("", "?size=small"):
        assert client.get(url + query).status_code == code
    other = case_register(
        actor=district.officer, kind="issue", enterprise=district.firm, title="别的"
    )
    assert client.get(url.replace(dispatched.number, other.number)).status_code == 404


@pytest.mark.parametrize(
    ("upload", "way"),
    [
        (picture(), "inline"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.4 x"), "inline"),
    ],
)
def test_a_file_opens_in_place_under_its_own_strict_policy(district, case, signed_in, upload, way):
    upload.seek(0)
    stored = stored_with(district, case, upload).stored
    answer = signed_in(district.officer).get(
        reverse("issues:case_file", args=[case.number, stored.pk])
    )
    assert answer["Content-Disposition"].startswith(way)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_files_are_added_by_whoever_handles_and_kept_when_one_is_refused(
    district, handled, signed_in
):
    url = reverse("issues:file_add", args=[handled.number])
    assert signed_in(district.officer).get(url).status_code == 403
    client = signed_in(district.handler)
    wrong = SimpleUploadedFile("virus.exe", b"MZ...")
    refused = client.post(url, {"files_sent": [picture(), wrong]})
    kept = [stored.pk for stored in refused.context["form"].stored_so_far]
    assert (len(kept), Attachment.objects.count()) == (1, 0)
    client.post(url, {"kept": kept})
    assert Attachment.objects.get().stored_id == kept[0]
    assert signed_in(district.officer).post(url, {"kept": kept}).status_code == 403


def test_the_office_registers_a_case_by_hand(district, signed_in):
    client = signed_in(district.officer)
    url = reverse("issues:case_create")
    facts = {
        "kind": "demand",
        "enterprise": district.firm.pk,
        "title": "融资难",
        "source": "survey",
        "files_sent": [picture()],
    }
    assert client.post(url, {**facts, "title": " "}).context["form"].errors
    answer = client.post(url, {**facts, "files_sent": [picture()]})
    case = Case.objects.get()
    assert answer.url == address(case)
    assert (case.source, case.attachments.count()) == ("survey", 1)
    assert signed_in(district.head).get(url).status_code == 403


@pytest.mark.parametrize("number", ["WT2026999999", "nothing", "WT2026000001%00"])
def test_a_number_that_is_not_there_is_not_found(district, case, signed_in, number):
    client = signed_in(district.officer)
    assert client.get(f"/cases/{number}/").status_code == 404
    assert client.get(f"/cases/{number}/accept/").status_code == 404


@pytest.mark.parametrize("more", [0, 20])
def test_a_case_page_costs_the_same_however_long_its_story(
    district, handled, signed_in, more, django_assert_num_queries
):
    client = signed_in(district.handler)
    for n in range(more):
        step(client, handled, "contact", note=f"第{n}次联系")
        stored_with(district, handled, picture(f"{n}.jpg"))
    with django_assert_num_queries(29):
        assert client.get(address(handled)).status_code == 200


@pytest.mark.parametrize(
    ("person", "sees"), [("officer", True), ("town_head", True), ("head", False)]
)
def test_the_page_of_an_enterprise_names_the_cases_one_may_see(
    district, case, signed_in, person, sees
):
    other = case_register(
        actor=district.officer, kind="issue", enterprise=district.firm, title="道路破损"
    )
    case_triage(actor=district.officer, case=other, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=other, lead=district.bureau)
    url = reverse("enterprises:detail", args=[district.firm.pk])
    page = signed_in(getattr(district, person)).get(url).content.decode()
    assert "道路破损" in page
    assert ("招工难" in page) is sees


def test_a_support_without_a_unit_is_refused_on_top_and_beside_its_field(district, case, signed_in):
    client = signed_in(district.officer)
    step(client, case, "triage", tier="time_limited")
    rows = {"supports-TOTAL_FORMS": 1, "supports-INITIAL_FORMS": 0, "supports-0-task": "对接学校"}
    answer = step(client, case, "dispatch", lead=district.bureau.pk, **rows)
    page = answer.content.decode()
    assert page.count("Choose the unit this is asked of.") == 2
    assert "对接学校" in page
