"""Receipts by link, by code and on paper: once each, by whom they may be, and never taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from core.uploads import photo_store
from enterprises.services import code_issue, code_revoke
from letters.models import LetterLink, Receipt, ReceiptPhoto
from letters.services import (
    letter_close,
    link_renew,
    receipt_confirm,
    receipt_correct,
    receipt_record,
)
from letters.services.links import link_new
from organizations.roles import Role
from reports.trail_facts import facts_of
from tests.factories import StoredFileFactory
from tests.letters.factories import ReceiptFactory

SIGNED = {"signer_name": "钱经理", "has_read": "on"}


@pytest.fixture
def phone():
    client = Client()
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def link(recipient):
    return recipient.links.get()


@pytest.fixture
def code(district):
    return code_issue(actor=district.officer, enterprise=district.firm)


@pytest.fixture
def paper(district, recipient, photo):
    """Record the firm's receipt on paper; a call names only what differs."""

    def recorded(actor=None, **changed):
        actor = actor or district.visitor
        facts = {"signer_name": "钱经理", "signed_on": timezone.localdate()}
        facts["photos"] = [photo_store(actor=actor, upload=photo())]
        return receipt_record(actor=actor, recipient=recipient, **{**facts, **changed})

    return recorded


def test_a_link_confirms_once_and_says_who_and_when(phone, recipient, link):
    assert "请钱经理" in phone.get(link.path).content.decode()
    assert not Receipt.objects.exists()
    page = phone.post(link.path, SIGNED, follow=True)
    receipt = Receipt.objects.get()
    assert (receipt.recipient, receipt.way, receipt.link) == (recipient, "link", link)
    assert "钱经理 confirmed it" in page.content.decode()
    assert trail_of(recipient)[0].actor_name.endswith("江南精密机械有限公司")
    again = phone.post(link.path, {**SIGNED, "signer_name": "别人"})
    assert (again.status_code, Receipt.objects.get().signer_name) == (409, "钱经理")


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"has_read": "on"}, "signer_name"),
        ({"signer_name": " "}, "signer_name"),
        ({"signer_name": "钱"}, "has_read"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_comes_back(phone, link, sent, wrong):
    answer = phone.post(link.path, sent)
    assert (answer.status_code, wrong in answer.context["form"].errors) == (422, True)
    assert answer.context["form"]["signer_name"].value() == sent.get("signer_name")
    assert not Receipt.objects.exists()


def _expired(district, recipient, link):
    LetterLink.objects.update(expires_at=link.made_at + timedelta(microseconds=1))


def _replaced(district, recipient, link):
    link_renew(actor=district.officer, recipient=recipient)


def _closed(district, recipient, link):
    letter_close(actor=district.officer, letter=recipient.letter)


@pytest.mark.parametrize(
    ("ends", "said"),
    [(_expired, "call us for a new link"), (_replaced, "newer link"), (_closed, "is closed")],
)
def test_a_link_that_is_over_says_so_and_takes_nothing(
    district, recipient, link, phone, ends, said
):
    ends(district, recipient, link)
    for answer in (phone.get(link.path), phone.post(link.path, SIGNED)):
        assert (answer.status_code, said in answer.content.decode()) == (410, True)
    assert not Receipt.objects.exists()
    with pytest.raises(NotNow):
        receipt_confirm(recipient=recipient, signer_name="钱", has_read=True, link=link)


@pytest.mark.parametrize("days", [3, 13, 15, 30])
def test_a_link_lives_for_14_days_and_until_receipts_are_wanted(district, recipient, days):
    letter, at = recipient.letter, timezone.now()
    letter.reply_by_on = timezone.localdate(at) + timedelta(days=days)
    made = link_new(actor=district.officer, recipient=recipient, letter=letter, at=at)
    if days < 14:
        assert made.expires_at == at + timedelta(days=14)
    else:
        last = timezone.localtime(made.expires_at)
        assert (last.date(), last.hour, last.minute) == (letter.reply_by_on, 23, 59)


def test_a_new_link_opens_in_place_of_the_old_one(district, recipient, link, phone):
    newer = link_renew(actor=district.visitor, recipient=recipient)
    assert phone.post(newer.path, SIGNED).status_code == 302
    with pytest.raises(NotNow):
        link_renew(actor=district.visitor, recipient=recipient)


def test_a_wrong_token_finds_nothing_and_too_many_tries_are_stopped(phone, link):
    assert phone.get("/public/letter/wrong/").status_code == 404
    codes = [phone.post(link.path, {"signer_name": "钱"}).status_code for _try in range(11)]
    assert codes == [422] * 10 + [429]


def test_who_is_logged_in_never_signs_for_an_enterprise(district, link, code, signed_in):
    by_code = reverse("letters_public:by_code", args=[code.token, link.recipient.letter.number])
    client = signed_in(district.officer)
    assert [client.post(at, SIGNED).status_code for at in (link.path, by_code)] == [403, 403]
    assert not Receipt.objects.exists()


def test_by_its_code_an_enterprise_sees_and_confirms_what_waits(phone, code, recipient):
    home = reverse("public:enterprise", args=[code.token])
    page = reverse("letters_public:by_code", args=[code.token, recipient.letter.number])
    assert page in phone.get(home).content.decode()
    assert phone.post(page, SIGNED, follow=True).status_code == 200
    receipt = Receipt.objects.get()
    assert (receipt.way, receipt.code, receipt.recipient) == ("code", code, recipient)
    told = phone.get(home).content.decode()
    assert "Letters to confirm" not in told
    assert "Letters confirmed" in told


def test_a_code_opens_no_letter_of_another_enterprise(district, phone, letter):
    letter.recipients.get(enterprise=district.firm).links.all().delete()
    letter.recipients.filter(enterprise=district.firm).delete()
    code = code_issue(actor=district.officer, enterprise=district.firm)
    page = reverse("letters_public:by_code", args=[code.token, letter.number])
    assert phone.get(page).status_code == 404


def test_a_code_revoked_meanwhile_takes_no_receipt(district, code, recipient):
    code_revoke(actor=district.officer, enterprise=district.firm)
    with pytest.raises(NotNow):
        receipt_confirm(recipient=recipient, signer_name="钱", has_read=True, code=code)


def test_by_code_a_closed_letter_is_read_but_not_confirmed(district, phone, code, recipient):
    letter_close(actor=district.officer, letter=recipient.letter)
    page = reverse("letters_public:by_code", args=[code.token, recipient.letter.number])
    read = phone.get(page).content.decode()
    assert ("is closed" in read, "signer_name" in read) == (True, False)
    assert phone.post(page, SIGNED).status_code == 409
    assert not Receipt.objects.exists()


def test_the_trail_says_the_way_in_words(recipient, link):
    receipt_confirm(recipient=recipient, signer_name="钱", has_read=True, link=link)
    with translation.override("zh-hans"):
        assert ("签收方式", "链接签收") in facts_of(trail_of(recipient)[0])


def test_a_link_signs_only_for_its_own_recipient(letter, recipient, link):
    other = letter.recipients.exclude(pk=recipient.pk).get()
    with pytest.raises(NotYou):
        receipt_confirm(recipient=other, signer_name="钱", has_read=True, link=link)


def test_an_official_records_a_receipt_on_paper_with_its_photo(district, paper, link, phone):
    receipt = paper()
    assert (receipt.way, receipt.recorded_by) == ("paper", district.visitor)
    assert receipt.photos.get().stored.content_type == "image/jpeg"
    assert "confirmed it" in phone.get(link.path).content.decode()
    with pytest.raises(NotNow):
        paper()
    with pytest.raises(NotNow):
        receipt_confirm(recipient=receipt.recipient, signer_name="钱", has_read=True, link=link)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("signer_name", {"signer_name": " "}),
        ("signed_on", {"signed_on": timezone.localdate() + timedelta(days=2)}),
        ("signed_on", {"signed_on": timezone.localdate() - timedelta(days=1)}),
        ("photos", {"photos": []}),
    ],
)
def test_a_receipt_on_paper_needs_its_signer_its_day_and_its_photo(paper, field, changed):
    with pytest.raises(NotSo) as refusal:
        paper(**changed)
    assert list(refusal.value.fields) == [field]
    assert not Receipt.objects.exists()


def test_a_document_is_no_photo_of_a_receipt(paper):
    with pytest.raises(NotSo):
        paper(photos=[StoredFileFactory(content_type="application/pdf")])


@pytest.mark.parametrize("who", ["leader", "head", "handler", "principal"])
def test_who_is_not_in_charge_records_nothing(district, paper, who):
    with pytest.raises(NotYou):
        paper(actor=getattr(district, who))


@pytest.mark.parametrize("role", [Role.REPORT_STAFF, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_only_reads_records_nothing(person_with, paper, role):
    with pytest.raises(NotYou):
        paper(actor=person_with(role))


def test_a_correction_keeps_what_stood_there_in_the_trail(district, recipient, paper, photo):
    receipt = paper()
    new = photo_store(actor=district.visitor, upload=photo())
    receipt_correct(
        actor=district.visitor,
        receipt=receipt,
        signer_name="孙厂长",
        signed_on=receipt.signed_on,
        reason="认错了字",
        photos=[new],
    )
    line = trail_of(recipient)[0]
    assert (line.action, line.note) == ("letter_correct", "认错了字")
    assert line.changes == {"signer_name": ["钱经理", "孙厂长"], "photos": 1}
    assert [one.replaced_at is None for one in receipt.photos.all()] == [False, True]


@pytest.mark.parametrize(
    ("changed", "refused"),
    [({"reason": ""}, "why"), ({"signer_name": "钱经理"}, "Nothing is changed")],
)
def test_a_correction_says_why_and_changes_something(district, paper, changed, refused):
    receipt = paper()
    facts = {"signer_name": "孙", "signed_on": receipt.signed_on, "reason": "更正", **changed}
    with pytest.raises(NotSo, match=refused):
        receipt_correct(actor=district.visitor, receipt=receipt, **facts)


def test_what_the_enterprise_confirmed_itself_is_not_corrected(district, recipient, link):
    receipt = receipt_confirm(recipient=recipient, signer_name="钱", has_read=True, link=link)
    with pytest.raises(NotNow):
        receipt_correct(
            actor=district.officer,
            receipt=receipt,
            signer_name="孙",
            signed_on=receipt.signed_on,
            reason="更正",
        )


def test_the_photo_is_asked_for_on_the_page_and_kept_while_the_form_comes_back(
    district, recipient, photo, signed_in
):
    client = signed_in(district.visitor)
    page = reverse("letters:receipt_paper", args=[recipient.pk])
    day = timezone.localdate().isoformat()
    bare = client.post(page, {"signer_name": "钱经理", "signed_on": day})
    assert "photos" in bare.context["form"].errors
    back = client.post(page, {"signer_name": "", "signed_on": day, "photos": [photo()]})
    kept = back.context["form"].kept()[0][1][0]
    client.post(page, {"signer_name": "钱经理", "signed_on": day, "kept_photos": str(kept.pk)})
    assert ReceiptPhoto.objects.get().stored == kept


@pytest.mark.parametrize(
    "facts",
    [
        {"way": "link"},
        {"way": "code", "recorded_by": None},
        {"way": "paper", "recorded_by": None},
        {"signer_name": ""},
    ],
)
def test_the_database_refuses_a_receipt_that_came_no_way(db, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptFactory(**facts)
