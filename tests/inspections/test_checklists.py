"""Check-lists: versions, who keeps them, and their workbook out and in."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from core.office import Maker
from inspections.models import CheckItem, CheckList, CheckListVersion
from inspections.selectors.inspections import lists_of
from inspections.services.checklists import (
    ItemEntry,
    draft_discard,
    draft_open,
    draft_save,
    list_add,
    version_publish,
    version_withdraw,
)
from inspections.workbooks import items_read, version_workbook
from inspections.workflow import VersionState
from safety.workflow import SafetyField
from tests.handed import faults_of

MAKER = Maker("周明", timezone.now())


def test_each_field_has_a_list_from_the_start(db):
    assert set(CheckList.objects.values_list("field", flat=True)) == set(SafetyField.values)
    assert not CheckListVersion.objects.exclude(state=VersionState.CURRENT).exists()


def test_an_old_inspection_shows_the_list_as_it_was(district, fire, inspect):
    inspection = inspect("fail", "pass", "pass")
    draft = draft_open(actor=district.inspector, check_list=fire.check_list)
    assert draft == draft_open(actor=district.inspector, check_list=fire.check_list)
    items = [ItemEntry(section="疏散", text="安全出口畅通且常开", score=20)]
    draft_save(actor=district.inspector, version=draft, name="消防检查新表", items=items)
    version_publish(actor=district.inspector, version=draft, reason="合并检查项")
    fire.refresh_from_db()
    draft.refresh_from_db()
    assert (fire.state, draft.state, draft.number) == ("old", "current", 2)
    [(inspected, sections)] = lists_of(inspection)
    assert (inspected.version.name, len(sections)) == ("消防检查短表", 2)
    assert sections[0].rows[0].item.text == "安全出口畅通"


MOVES = {
    "change": lambda actor, version: draft_save(
        actor=actor, version=version, name="表", items=[ItemEntry(text="一项")]
    ),
    "publish": lambda actor, version: version_publish(actor=actor, version=version, reason="改"),
    "discard": lambda actor, version: draft_discard(actor=actor, version=version),
    "withdraw": lambda actor, version: version_withdraw(actor=actor, version=version),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", VersionState.values)
def test_each_move_in_each_state(district, fire, move, state):
    version = fire
    if state == VersionState.DRAFT:
        version = draft_open(actor=district.inspector, check_list=fire.check_list)
    elif state == VersionState.OLD:
        version_withdraw(actor=district.inspector, version=fire)
    is_open = (state == VersionState.DRAFT) != (move == "withdraw") and state != VersionState.OLD
    if is_open:
        MOVES[move](district.inspector, version)
    else:
        with pytest.raises(NotNow):
            MOVES[move](district.inspector, version)


@pytest.mark.parametrize(
    ("who", "may"), [("inspector", True), ("admin", True), ("officer", False), ("town_head", False)]
)
def test_who_keeps_the_lists_of_a_field(district, fire, who, may):
    actor = getattr(district, who)
    if may:
        assert draft_open(actor=actor, check_list=fire.check_list).number == 2
    else:
        with pytest.raises(NotYou):
            draft_open(actor=actor, check_list=fire.check_list)


def test_a_safety_officer_keeps_the_lists_of_their_own_fields_only(district):
    with pytest.raises(NotYou):
        list_add(actor=district.inspector, field="gas", name="燃气表")


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (ItemEntry(text=" "), "items-0-text"),
        (ItemEntry(text="一项", score=0), "items-0-score"),
        (ItemEntry(text="字" * 201), "items-0-text"),
    ],
)
def test_a_wrong_item_is_named(district, fire, item, field):
    draft = draft_open(actor=district.inspector, check_list=fire.check_list)
    with pytest.raises(NotSo) as refusal:
        draft_save(actor=district.inspector, version=draft, name="表", items=[item])
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize(
    "facts", [{"text": ""}, {"section": ""}, {"score": 0}, {"score": 101}, {"place": 1}]
)
def test_the_database_refuses_an_item(fire, facts):
    whole = {"version": fire, "place": 9, "section": "疏散", "text": "一项", **facts}
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckItem.objects.create(**whole)


def test_a_workbook_reads_back_as_it_was(fire):
    items = items_read(io.BytesIO(content := version_workbook(fire, maker=MAKER)))
    assert faults_of(content) == []
    told = [(one.section, one.text, one.basis, one.score, one.photo_required) for one in items]
    assert told == list(
        fire.items.values_list("section", "text", "basis", "score", "photo_required")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("名称,说明\n甲,乙\n", "检查项"),
        ("检查项,分值\n安全出口畅通,十分\n", "Row 2"),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(db, text, said):
    with pytest.raises(NotSo) as refusal:
        items_read(io.BytesIO(text.encode()))
    assert said in str(refusal.value.message)


def test_columns_as_offices_call_them_are_read(db):
    text = "消防检查表,,\n检查部分,检查内容,评分标准,得分\n疏散,安全出口畅通,堵塞不得分,5分\n,指示标志完好,,3\n"
    first, second = items_read(io.BytesIO(text.encode()))
    assert (first.section, first.how, first.score) == ("疏散", "堵塞不得分", 5)
    assert (second.section, second.score) == ("", 3)


def test_a_list_is_changed_imported_and_published_in_the_browser(district, fire, signed_in):
    client = signed_in(district.inspector)
    answer = client.post(reverse("inspections:draft_open", args=[fire.pk]))
    draft = CheckListVersion.objects.get(state=VersionState.DRAFT)
    assert answer.url == reverse("inspections:draft", args=[draft.pk])
    page = client.get(answer.url)
    sent = {"name": "消防新表", "trade": "", **_sent(page.context["rows"])}
    sent["form-0-ORDER"] = "99"
    sent["form-1-DELETE"] = "on"
    client.post(answer.url, sent)
    assert list(draft.items.values_list("text", flat=True)) == ["灭火器压力正常", "安全出口畅通"]
    file = SimpleUploadedFile("表.xlsx", version_workbook(fire, maker=MAKER))
    client.post(reverse("inspections:draft_import", args=[draft.pk]), {"file": file})
    assert draft.items.count() == 3
    client.post(reverse("inspections:publish", args=[draft.pk]), {"reason": "重排"})
    draft.refresh_from_db()
    assert (draft.state, draft.name) == ("current", "消防新表")


def _sent(rows) -> dict:
    """The form set as a browser sends it, untouched."""
    fields = [*rows.management_form, *(field for form in rows for field in form)]
    return {one.html_name: one.value() for one in fields if one.value() not in (None, False)}
