"""A letter from its draft to the recipients: its fields, its segment, its states."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from core.access import has_permission, is_allowed
from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from enterprises.services import enterprise_merge
from enterprises.services.segments import segment_delete
from letters.models import Letter, LetterLink, LetterRecipient, Sending
from letters.placeholders import FIELDS, filled, unknown_fields
from letters.selectors import letter_preview
from letters.selectors.letters import facts_of
from letters.services import (
    letter_close,
    letter_discard,
    letter_remind,
    letter_save,
    letter_send,
    sending_run,
)
from letters.workflow import LETTER_WORKFLOW, MANAGE, LetterState
from notices.models import Notice
from organizations.roles import Role
from tests.factories import EnterpriseFactory, SegmentFactory
from tests.letters.factories import LetterRecipientFactory, ReceiptFactory


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("没有字段", []),
        ("{企业名称}、{联系人}、{镇街}、{地址}、{日期}、{截止日期}", []),
        ("{ 企业名称 }和｛联系人｝", []),
        ("{法人}于{法人}和{电话}", ["法人", "电话"]),
        ("{}", [""]),
        ("一个孤零零的 { 括号", []),
    ],
)
def test_what_in_braces_is_no_field(text, unknown):
    assert unknown_fields(text) == unknown


def test_every_field_is_filled_and_nothing_is_left_empty():
    text = "".join(f"[{{{name}}}]" for name in FIELDS)
    facts = dict.fromkeys(FIELDS.values(), "某")
    assert filled(text, facts) == "[某]" * len(FIELDS)
    bare = {"enterprise": "江南厂", "day": "今天", "reply_by": "明天", "contact": ""}
    assert filled(text, bare) == "[江南厂][负责人][本辖区][经营场所][今天][明天]"


def test_a_letter_to_a_household_names_nobody(district):
    home = EnterpriseFactory(kind="household", address="柳河路 3 号 201 室", town=district.town)
    assert filled("{企业名称}：请{联系人}签收", facts_of(home)) == "柳河路 3 号 201 室：请住户签收"


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("title", {"title": "  "}),
        ("title", {"title": "长" * 101}),
        ("body", {"body": " \n "}),
        ("body", {"body": "长" * 5001}),
        ("body", {"body": "请{法人}签收"}),
        ("reply_by_on", {"reply_by_on": timezone.localdate()}),
        ("reply_by_on", {"reply_by_on": timezone.localdate() + timedelta(days=300_000)}),
        ("remind_days", {"remind_days": 31}),
    ],
)
def test_what_cannot_be_names_its_field(district, facts, field, changed):
    with pytest.raises(NotSo) as refusal:
        letter_save(actor=district.officer, **{**facts, **changed})
    assert list(refusal.value.fields) == [field]
    assert not Letter.objects.exists()


def test_an_unknown_field_is_refused_by_its_name_with_those_there_are(district, facts):
    with translation.override("zh-hans"), pytest.raises(NotSo) as refusal:
        letter_save(actor=district.officer, **{**facts, "body": "请{法人}签收"})
    sentence = refusal.value.fields["body"]
    assert "{法人}" in sentence
    assert all(f"{{{name}}}" in sentence for name in FIELDS)


def test_an_empty_segment_is_refused_when_written_and_when_sent(district, facts, draft):
    empty = SegmentFactory(name="没有的企业")
    with pytest.raises(NotSo) as refusal:
        letter_save(actor=district.officer, **{**facts, "segment": empty})
    assert "没有的企业" in refusal.value.fields["segment"]
    Letter.objects.update(segment=empty)
    with pytest.raises(NotSo, match="没有的企业"):
        letter_send(actor=district.officer, letter=draft)
    assert not LetterRecipient.objects.exists()


def test_the_preview_reads_as_the_recipient_will(district, draft):
    with translation.override("zh-hans"):
        preview = letter_preview(user=district.officer, letter=draft)
        letter_send(actor=district.officer, letter=draft)
        sent = [one.text for one in LetterRecipient.objects.order_by("enterprise")]
    assert preview.count == 2
    assert [text for _firm, text in preview.texts] == sent
    day = draft.reply_by_on
    assert f"江南精密机械有限公司：请钱经理于{day.year}年{day.month}月{day.day}日" in sent[0]


def test_sending_freezes_who_gets_it_and_what_it_says(district, letter, recipient):
    EnterpriseFactory(is_key=True)
    before = recipient.text
    district.firm.contact_name = "别人"
    district.firm.save()
    recipient.refresh_from_db()
    assert (letter.recipients.count(), recipient.text) == (2, before)
    assert [line.action for line in trail_of(letter)] == ["letter_send", "letter_write"]


def test_a_draft_is_changed_with_its_trail_and_thrown_away(district, facts, draft):
    letter_save(actor=district.officer, letter=draft, **{**facts, "title": "另一封"})
    assert trail_of(draft)[0].changes == {"title": ["安全生产告知书", "另一封"]}
    letter_discard(actor=district.officer, letter=draft)
    assert not Letter.objects.exists()


STATES = {LetterState.DRAFT: "draft", LetterState.SENT: "sent", LetterState.CLOSED: "closed"}
CALLS = {
    "change": lambda actor, letter, facts: letter_save(actor=actor, letter=letter, **facts),
    "discard": lambda actor, letter, facts: letter_discard(actor=actor, letter=letter),
    "send": lambda actor, letter, facts: letter_send(actor=actor, letter=letter),
    "remind": lambda actor, letter, facts: letter_remind(actor=actor, letter=letter),
    "close": lambda actor, letter, facts: letter_close(actor=actor, letter=letter),
}


def _in_state(district, draft, state) -> Letter:
    if state != LetterState.DRAFT:
        letter_send(actor=district.officer, letter=draft)
    if state == LetterState.CLOSED:
        letter_close(actor=district.officer, letter=draft)
    draft.refresh_from_db()
    return draft


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", CALLS)
def test_a_move_is_made_from_its_states_and_no_other(district, facts, draft, move, state):
    letter = _in_state(district, draft, state)
    if state in LETTER_WORKFLOW.move(move).sources:
        CALLS[move](district.officer, letter, facts)
        return
    with pytest.raises(NotNow):
        CALLS[move](district.officer, letter, facts)
    letter.refresh_from_db()
    assert letter.state == state


@pytest.mark.parametrize("move", CALLS)
@pytest.mark.parametrize("who", ["town_head", "visitor", "leader", "head"])
def test_only_the_office_and_the_safety_officer_write_and_send(district, facts, draft, move, who):
    with pytest.raises(NotYou):
        CALLS[move](getattr(district, who), draft, facts)


def test_a_safety_officer_writes_to_their_own_field_and_manages_their_own_letters(
    district, facts, draft, person_with
):
    officer = person_with(Role.SAFETY_OFFICER, district.town)
    own = letter_save(actor=officer, **facts)
    letter_send(actor=officer, letter=own)
    assert [one.enterprise for one in own.recipients.all()] == [district.firm]
    assert not is_allowed(officer, MANAGE, draft)
    assert not Letter.objects.visible_to(officer).filter(pk=draft.pk).exists()


@pytest.mark.parametrize("role", Role.values)
def test_a_permission_nobody_named_is_nobodys(role, person_with):
    assert not has_permission(person_with(role), "letters.letter_burn")


def test_the_administrator_sees_no_letters(person_with, letter):
    assert not Letter.objects.visible_to(person_with(Role.ADMINISTRATOR)).exists()


def test_a_segment_stays_while_a_letter_names_it(district, draft):
    with pytest.raises(NotNow):
        segment_delete(actor=district.officer, segment=draft.segment)


@pytest.mark.parametrize("number", [3, 2000])
def test_sending_costs_a_fixed_number_of_statements(district, draft, number):
    """Each batch is one statement for the rows and one for the links, however many there are."""
    model = type(district.firm)
    firms = [model(name=f"企业{place}", is_key=True, town=district.town) for place in range(number)]
    for firm in firms:
        firm.derive()
    model.objects.bulk_create(firms)
    with CaptureQueriesContext(
        connection,
    ) as sent:
        letter_send(actor=district.officer, letter=draft)
    inserts = [one["sql"] for one in sent if one["sql"].startswith('INSERT INTO "letters_')]
    others = len(sent) - len(inserts)
    assert LetterRecipient.objects.count() == LetterLink.objects.count() == number + 2
    assert others == STATEMENTS
    assert len(inserts) <= 2 * (1 + (number + 2) // 100)


STATEMENTS = 12


@pytest.fixture
def sending(district, draft, monkeypatch):
    """A sending for a worker: so many at once were too many."""
    monkeypatch.setattr("letters.services.sending.AT_ONCE", 1)
    monkeypatch.setattr("letters.services.sending.BATCH", 1)
    return letter_send(actor=district.officer, letter=draft)


def test_a_big_sending_is_a_job_that_shows_how_far_it_is(district, draft, sending):
    assert (sending.state, sending.progress_total) == (Sending.State.QUEUED, 2)
    with pytest.raises(NotNow):
        letter_send(actor=district.officer, letter=draft)
    sending_run(pk=sending.pk)
    sending.refresh_from_db()
    draft.refresh_from_db()
    assert (sending.state, sending.percent, draft.state) == ("done", 100, LetterState.SENT)
    assert draft.recipients.count() == LetterLink.objects.count() == 2
    assert Notice.objects.get(template="letters.sent").recipient == district.officer
    sending_run(pk=sending.pk)
    assert draft.recipients.count() == 2


def test_a_sending_that_broke_off_begins_anew_and_shows_nobody_half_a_letter(
    district, draft, sending
):
    LetterRecipient.objects.create(letter=draft, enterprise=district.firm)
    assert not LetterRecipient.objects.visible_to(district.town_head).exists()
    sending_run(pk=sending.pk)
    assert draft.recipients.count() == 2


def test_a_sending_to_nobody_fails_with_its_sentence_and_the_draft_stays(district, draft, sending):
    type(district.firm).objects.update(is_key=False)
    sending_run(pk=sending.pk)
    sending.refresh_from_db()
    draft.refresh_from_db()
    assert (sending.state, draft.state) == (Sending.State.FAILED, LetterState.DRAFT)
    assert "重点企业" in sending.message
    assert Notice.objects.get(template="letters.not_sent").recipient == district.officer


def test_the_page_of_a_draft_says_how_far_its_sending_is(district, draft, sending, signed_in):
    client = signed_in(district.officer)
    assert reverse("letters:sending", args=[draft.number]) in (
        client.get(draft.get_absolute_url()).content.decode()
    )
    sending_run(pk=sending.pk)
    answer = client.get(reverse("letters:sending", args=[draft.number]))
    assert answer["HX-Refresh"] == "true"


def test_an_enterprise_stands_once_in_a_letter(letter, district):
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterRecipientFactory(letter=letter, enterprise=district.firm)


def test_a_letter_is_written_looked_at_and_sent_on_the_pages(district, facts, signed_in):
    client = signed_in(district.officer)
    sent = {**facts, "segment": facts["segment"].pk}
    bad = client.post(reverse("letters:create"), {**sent, "body": "请{法人}签收"})
    assert "{法人}" in bad.content.decode()
    page = client.post(reverse("letters:create"), sent, follow=True)
    letter = Letter.objects.get()
    assert "江南精密机械有限公司：请钱经理" in page.content.decode()
    assert page.redirect_chain[-1][0] == letter.get_absolute_url()
    page = client.post(reverse("letters:send", args=[letter.number]), follow=True)
    assert "2 enterprises" in page.content.decode()


# Merging: who has confirmed → whose row counts, and how many receipts there are


@pytest.mark.parametrize(
    ("confirmed", "counts", "receipts"),
    [
        ((), "kept", 0),
        (("kept",), "kept", 1),
        (("gone",), "gone", 1),
        (("kept", "gone"), "kept", 2),
    ],
)
def test_merging_two_recipients_keeps_every_receipt(district, confirmed, counts, receipts):
    firms = {"kept": district.firm, "gone": EnterpriseFactory(town=district.town)}
    first = LetterRecipientFactory(enterprise=firms["kept"])
    rows = {
        "kept": first,
        "gone": LetterRecipientFactory(letter=first.letter, enterprise=firms["gone"]),
    }
    for name in confirmed:
        ReceiptFactory(recipient=rows[name])
    enterprise_merge(actor=district.officer, merged=firms["gone"], kept=firms["kept"])
    standing = LetterRecipient.objects.standing().get()
    assert (standing.pk, standing.enterprise) == (rows[counts].pk, firms["kept"])
    assert sum(hasattr(one, "receipt") for one in LetterRecipient.objects.all()) == receipts
    assert LetterRecipient.objects.missing().exists() == (not confirmed)


def test_a_letter_goes_along_to_the_one_that_has_none(district):
    row = LetterRecipientFactory(enterprise=EnterpriseFactory(town=district.town))
    enterprise_merge(actor=district.officer, merged=row.enterprise, kept=district.firm)
    row.refresh_from_db()
    assert (row.enterprise, row.taken_into) == (district.firm, None)
