"""Inspections by check-lists: one with hazards, a check-up that is signed, and one planned for today."""

import uuid
from datetime import timedelta
from random import Random

from calendars.counting import local_date
from demo.photos import photo_draw
from demo.story.planned import firms_of
from demo.story.tale import Life, Tale
from demo.world import World
from inspections.models import CheckListVersion
from inspections.selectors.checklists import versions_in_use
from inspections.services.entries import InspectionEntry, JudgementEntry
from inspections.services.inspections import inspection_record
from inspections.services.planning import inspection_plan
from inspections.services.reports import report_link_make, report_sign
from inspections.workflow import InspectionKind, Result

FAILED = {
    "疏散通道、安全出口畅通，未占用、堵塞、封闭": (
        "二楼东侧楼梯口",
        "成品箱堆到了楼梯口，只剩不到一米。",
    ),
    "灭火器配置到位，压力正常，在有效期内": ("包装车间", "两具灭火器指针在红区。"),
    "漏电保护装置齐全有效": ("三号线配电箱", "试验按钮按下不跳闸。"),
}
"""Item → where, and what was found there; of a check-up the first alone."""


def inspections(tale: Tale, world: World) -> Life:
    """In the last working days of the story, by the inspectors of the known accounts."""
    calendar, today, rng = tale.calendar, local_date(tale.until), Random(13)
    inspector = next(iter(world.inspectors.values()))
    firms = firms_of(world.teams[1])
    yield calendar.working_day(today, -3).opens_at + timedelta(minutes=85)
    checked = inspect(inspector, firms[0], InspectionKind.CHECK_UP, ["other", "fire"], 1, rng)
    link = report_link_make(actor=inspector, inspection=checked)
    yield calendar.working_day(today, -2).opens_at + timedelta(minutes=70)
    report_sign(link=link, signer_name="王海涛", signer_post="安全部经理", has_read=True)
    yield calendar.working_day(today, -2).opens_at + timedelta(minutes=160)
    inspect(
        inspector, firms[1], InspectionKind.INSPECTION, ["fire", "electricity"], 3, rng,
        unannounced=True,
    )  # fmt: skip
    inspection_plan(
        actor=inspector, enterprise=firms[2], kind=InspectionKind.INSPECTION,
        lists=[one.check_list for one in _versions(["fire", "gas"])],
        planned_on=today, goers=[inspector], unannounced=True, aim="节前消防燃气突击检查",
    )  # fmt: skip


def _versions(fields: list[str]) -> list[CheckListVersion]:
    return list(versions_in_use().filter(check_list__field__in=fields))


def inspect(inspector, firm, kind: str, fields: list[str], most: int, rng: Random, **visit):
    failed = dict(list(FAILED.items())[:most])
    versions = _versions(fields)
    judgements = [
        _judged(item, failed.get(item.text), rng)
        for version in versions
        for item in version.items.all()
    ]
    entry = InspectionEntry(
        kind=kind, versions=versions, judgements=judgements, met="王海涛",
        opinion="请对照清单逐条整改，每日巡查记录到人；整改后拍照回传。",
    )  # fmt: skip
    return inspection_record(
        actor=inspector, enterprise=firm, entry=entry, participants=[inspector],
        submission_key=uuid.UUID(int=rng.getrandbits(128)), **visit,
    )  # fmt: skip


def _judged(item, fault: tuple[str, str] | None, rng: Random) -> JudgementEntry:
    """A photo where one is required; one item in eight does not apply."""
    if fault is None and rng.random() < 0.12:
        return JudgementEntry(item=item, result=Result.NOT_APPLICABLE)
    photos = [photo_draw(rng, "before" if fault else "after")] if item.photo_required else []
    if fault is None:
        return JudgementEntry(item=item, result=Result.PASS, photos=photos)
    place, note = fault
    return JudgementEntry(item=item, result=Result.FAIL, photos=photos, place=place, note=note)
