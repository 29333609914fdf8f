"""A supervision slip: who sees and signs it, the unit's reply, its colour, and the paper."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pdfminer.high_level import extract_text
from PIL import Image

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from issues.models import Attachment, Deadline, Slip
from issues.models.ladder import ShownColour
from issues.selectors.slips import receipt_due_at, receipt_late, slips_listed
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign
from issues.services.ladder import deadlines_sweep
from issues.services.slips import slip_receive, slip_reply
from issues.workflow import Stage, Tier
from notices.models import Notice
from organizations.models import Position
from tests.factories import UserFactory

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
LATE = datetime(2026, 4, 1, 9, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _files_and_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(LATE, tick=False):
        yield


@pytest.fixture
def case(district):
    """Accepted and in the handler's hands; first contact and solution are a month late."""
    with time_machine.travel(MONDAY, tick=False):
        case = case_register(
            actor=district.officer,
            kind="demand",
            enterprise=district.firm,
            title="招工难",
            description="夜班缺焊工二十余名",
        )
        case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
        case_dispatch(actor=district.officer, case=case, lead=district.bureau)
        case_accept(actor=district.head, case=case)
        case_assign(actor=district.head, case=case, handler=district.handler)
    deadlines_sweep(at=LATE)
    return case


def slip_of(case, level, stage=Stage.RESOLVE):
    return Slip.objects.get(deadline__case=case, deadline__stage=stage, level=level)


def address(slip, page="detail"):
    return reverse(f"issues:slip_{page}", args=[slip.number])


def picture(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


# who → how many of the eight slips (two deadlines, four steps) stand in their list
LISTED = {
    "officer": 8,
    "head": 8,
    "handler": 8,
    "leader": 8,
    "principal": 8,
    "town_head": 0,
    "visitor": 0,
}


@pytest.mark.parametrize("name", LISTED)
def test_slips_are_listed_for_the_unit_those_above_it_and_the_office(district, case, name):
    person = getattr(district, name)
    assert slips_listed(user=person).count() == LISTED[name]


@pytest.mark.parametrize(
    ("level", "signs"), [(1, "handler"), (2, "head"), (3, "leader"), (4, "principal")]
)
def test_the_addressee_signs_once_and_nobody_else_does(district, case, level, signs):
    slip, person = slip_of(case, level), getattr(district, signs)
    for name in {"officer", "handler", "head", "leader", "principal"} - {signs}:
        with pytest.raises(NotYou):
            slip_receive(actor=getattr(district, name), slip=slip)
    slip_receive(actor=person, slip=slip)
    with pytest.raises(NotNow):
        slip_receive(actor=person, slip=slip)
    slip.refresh_from_db()
    assert (slip.receipt_at, slip.receipt_by) == (LATE, person)
    signed = trail_of(case).filter(action="slip_receipt")
    assert [entry.note for entry in signed] == [slip.number]


def test_the_delegate_and_the_successor_sign_for_the_post(district, case):
    deputy, successor = UserFactory(username="deputy"), UserFactory(username="successor")
    post = Position.objects.filter(holder=district.head)
    post.update(delegate=deputy, delegate_from_on=LATE.date(), delegate_until_on=LATE.date())
    slip_receive(actor=deputy, slip=slip_of(case, 2))
    Position.objects.filter(delegate=deputy).update(holder=successor)
    slip_receive(actor=successor, slip=slip_of(case, 2, Stage.FIRST_CONTACT))
    assert slip_of(case, 2).receipt_by == deputy
    assert slip_of(case, 2, Stage.FIRST_CONTACT).receipt_by == successor


def test_a_delegate_whose_days_are_over_does_not_sign(district, case):
    deputy = UserFactory(username="deputy")
    Position.objects.filter(holder=district.head).update(
        delegate=deputy, delegate_from_on=date(2026, 3, 1), delegate_until_on=date(2026, 3, 31)
    )
    with pytest.raises(NotYou):
        slip_receive(actor=deputy, slip=slip_of(case, 2))


def test_the_unit_answers_once_with_words_and_files(district, case, signed_in):
    slip, client = slip_of(case, 4), signed_in(district.head)
    facts = {"text": "已安排专场招聘,四月十日前办结", "files_sent": picture()}
    assert client.post(address(slip, "reply"), facts).url == address(slip)
    slip.refresh_from_db()
    assert (slip.reply, slip.replied_by) == (facts["text"], district.head)
    kept = Attachment.objects.get(slip=slip)
    assert (kept.case, kept.purpose) == (case, Attachment.Purpose.SLIP)
    assert trail_of(case).filter(action="slip_reply").count() == 1
    told = Notice.objects.get(template="issues.slip_replied")
    assert (told.recipient, told.url) == (district.principal, address(slip))
    again = client.post(address(slip, "reply"), {"text": "再报"})
    assert "answered already" in again.content.decode()


@pytest.mark.parametrize("name", ["officer", "leader", "principal", "town_head"])
def test_no_other_unit_answers(district, case, name):
    with pytest.raises(NotYou):
        slip_reply(actor=getattr(district, name), slip=slip_of(case, 3), text="已办")


def test_an_answer_without_words_is_refused_and_keeps_its_files(district, case, signed_in):
    with pytest.raises(NotSo):
        slip_reply(actor=district.head, slip=slip_of(case, 3), text="  ")
    client = signed_in(district.handler)
    shown = client.post(address(slip_of(case, 3), "reply"), {"text": "", "files_sent": picture()})
    assert shown.content.decode().count('name="kept"') == 1


def test_the_file_of_an_answer_opens_for_whoever_may_see_the_slip(district, case, signed_in):
    slip = slip_of(case, 4)
    signed_in(district.head).post(address(slip, "reply"), {"text": "已办", "files_sent": picture()})
    stored = slip.attachments.get().stored_id
    url = reverse("issues:slip_file", args=[slip.number, stored])
    other = reverse("issues:slip_file", args=[slip_of(case, 3).number, stored])
    client = signed_in(district.principal)
    assert (client.get(url).status_code, client.get(other).status_code) == (200, 404)
    assert signed_in(district.visitor).get(url).status_code == 404


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        (datetime(2026, 3, 30, 8, 31, tzinfo=ZONE), datetime(2026, 3, 31, 17, 30, tzinfo=ZONE)),
        (datetime(2026, 3, 30, 17, 31, tzinfo=ZONE), datetime(2026, 3, 31, 17, 30, tzinfo=ZONE)),
        (datetime(2026, 3, 27, 17, 31, tzinfo=ZONE), datetime(2026, 3, 30, 17, 30, tzinfo=ZONE)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=ZONE), datetime(2026, 3, 30, 17, 30, tzinfo=ZONE)),
        (datetime(2026, 4, 3, 8, 31, tzinfo=ZONE), datetime(2026, 4, 7, 17, 30, tzinfo=ZONE)),
    ],
)
def test_a_receipt_is_due_at_the_close_of_the_next_working_day(case, issued, due):
    """Also over weekends and the Qingming holiday; in Python and in SQL alike."""
    slip = slip_of(case, 4)
    Slip.objects.filter(pk=slip.pk).update(taken_at=issued)
    slip.refresh_from_db()
    assert receipt_due_at(slip) == due
    for seconds, late in ((-1, False), (0, False), (1, True)):
        now = due + timedelta(seconds=seconds)
        assert Slip.objects.filter(receipt_late(now), pk=slip.pk).exists() is late, now
    signed = Slip.objects.filter(pk=slip.pk)
    signed.update(receipt_at=due, receipt_by=slip.recipient)
    assert not signed.filter(receipt_late(due + timedelta(days=9))).exists()


# colour of the step, what became of the deadline → the colour in which it is shown
SHOWN = [
    ("blue", {}, ShownColour.BLUE),
    ("orange", {}, ShownColour.ORANGE),
    ("red", {}, ShownColour.RED),
    ("blue", {"met_at": LATE}, ShownColour.BLUE),
    ("orange", {"met_at": LATE}, ShownColour.ORANGE),
    ("red", {"met_at": LATE}, ShownColour.YELLOW),
    ("red", {"cancelled_at": LATE}, ShownColour.YELLOW),
]


@pytest.mark.parametrize(("colour", "became", "expected"), SHOWN)
def test_a_red_slip_that_was_made_good_is_yellow_in_sql_and_python(
    district, case, colour, became, expected
):
    slip = slip_of(case, 4)
    Slip.objects.filter(pk=slip.pk).update(colour=colour)
    if became:
        Deadline.objects.filter(pk=slip.deadline_id).update(next_at=None, next_level=None, **became)
    found = slips_listed(user=district.officer).get(pk=slip.pk)
    assert (found.shown, found.light) == (expected, expected)


def test_the_list_counts_by_the_colour_shown(district, case, signed_in):
    Deadline.objects.filter(stage=Stage.RESOLVE).update(met_at=LATE, next_at=None, next_level=None)
    client = signed_in(district.officer)
    page = client.get(reverse("issues:slip_list"))
    counts = {one["value"]: one["count"].number for one in page.context["counts"]}
    assert counts == {"": 8, "red": 1, "orange": 2, "blue": 4, "yellow": 1}
    yellow = client.get(reverse("issues:slip_list") + "?shown=yellow").context["page"].rows
    assert [row.deadline.stage for row in yellow] == [Stage.RESOLVE]


@pytest.mark.parametrize(
    ("query", "found"),
    [("mine", 2), ("missing", 7), ("late", 0), ("given", 1)],
)
def test_the_list_is_filtered_by_receipt(district, case, query, found, signed_in):
    slip_receive(actor=district.leader, slip=slip_of(case, 3))
    client = signed_in(district.principal)
    page = client.get(reverse("issues:slip_list") + f"?receipt={query}").context["page"]
    assert len(page.rows) == found


def test_the_list_says_where_a_receipt_is_late_and_offers_it_to_the_addressee(
    district, case, signed_in
):
    with time_machine.travel(LATE + timedelta(days=2), tick=False):
        shown = signed_in(district.head).get(reverse("issues:slip_list"))
    rows = shown.context["page"].rows
    assert {row.level for row in rows if row.is_mine} == {2}
    assert all(row.receipt_is_late for row in rows)
    assert "receipt late" in shown.content.decode()


@pytest.mark.parametrize("more", [0, 30])
def test_the_list_and_a_slip_cost_the_same_however_many_there_are(
    district, case, signed_in, more, django_assert_num_queries
):
    with time_machine.travel(MONDAY, tick=False):
        for n in range(more):
            case_register(
                actor=district.officer, kind="issue", enterprise=district.firm, title=f"第{n}件"
            )
    deadlines_sweep(at=LATE)
    client = signed_in(district.head)
    with django_assert_num_queries(13):
        assert client.get(reverse("issues:slip_list")).status_code == 200
    with django_assert_num_queries(16):
        assert client.get(address(slip_of(case, 4))).status_code == 200


def test_the_page_says_what_is_waited_for_and_offers_only_what_one_may_do(
    district, case, signed_in
):
    slip = slip_of(case, 4)
    said = {}
    for name in ("principal", "head", "officer"):
        context = signed_in(getattr(district, name)).get(address(slip)).context
        said[name] = (context["may_sign"], context["may_reply"])
    assert said == {"principal": (True, False), "head": (False, True), "officer": (False, False)}
    waits = signed_in(district.officer).get(address(slip)).context["waits"]
    assert waits == "Waits for principal to sign for it, due Thu 2 Apr 17:30"
    assert signed_in(district.visitor).get(address(slip)).status_code == 404


def test_the_notice_of_a_step_leads_to_its_slip(district, case, signed_in):
    slip = slip_of(case, 4)
    told = Notice.objects.get(dedupe_key=f"slip:{slip.pk}:user:{district.principal.pk}")
    assert told.url == address(slip)


@pytest.mark.parametrize(
    "facts",
    [
        {"receipt_at": LATE},
        {"replied_at": LATE},
        {"reply": "已办"},
        {"replied_at": LATE, "reply": "已办"},
    ],
)
def test_the_database_refuses_half_a_receipt_or_reply(case, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Slip.objects.filter(pk=slip_of(case, 4).pk).update(**facts)


def paper_text(content: bytes) -> str:
    return extract_text(io.BytesIO(content))


def test_what_waits_for_my_receipt_stands_on_my_board(district, case, signed_in):
    slip = slip_of(case, 4)
    client = signed_in(district.principal)

    def waiting():
        group = client.get(reverse("reports:leader_board")).context["board"].slips
        rows = client.get(group.url).context["page"].rows
        assert group.count.number == len(rows)
        return rows

    before = waiting()
    slip_receive(actor=district.principal, slip=slip)
    assert (slip in before, slip in waiting()) == (True, False)


def test_the_paper_says_in_chinese_what_the_slip_says(district, case, signed_in):
    slip = slip_of(case, 4)
    case_description = "甲" * 4000 + "<b>&nbsp;</b><img src='/etc/passwd'/>"
    type(case).objects.filter(pk=case.pk).update(description=case_description)
    shown = signed_in(district.principal).get(address(slip, "pdf"))
    assert (shown.status_code, shown["Content-Type"]) == (200, "application/pdf")
    text = paper_text(shown.content)
    for words in (
        "督办单",
        slip.number,
        "招工难",
        "人力资源和社会保障局",
        "江南精密机械有限公司",
        "2026年3月16日 17:30",
        "已超",
        "签收",
        "反馈",
        "盖章",
        "<img",
    ):
        assert words in text, words


def test_the_paper_shows_the_answer_that_was_given(district, case, signed_in):
    slip = slip_of(case, 4)
    slip_receive(actor=district.principal, slip=slip)
    slip_reply(actor=district.head, slip=slip, text="阿不都·热合曼已到岗")
    text = paper_text(signed_in(district.head).get(address(slip, "pdf")).content)
    assert "热合曼已到岗" in text
    assert timezone.localtime(LATE).strftime("%H:%M") in text
