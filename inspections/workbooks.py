"""A check-list as a workbook, out and in: the same columns, so that it reads back as it was."""

from django.utils.translation import gettext as _

from core.errors import NotSo
from core.office import Maker, table_of, workbook_of
from core.sheets import first_rows
from inspections.models import CheckListVersion
from inspections.services.checklists import ItemEntry

COLUMNS = ("section", "text", "basis", "how", "score", "photo_required")
KNOWN_AS = {
    "section": ("部分", "章节", "检查部分", "分类", "类别", "Section"),
    "text": ("检查项", "检查项目", "检查内容", "项目", "内容", "Item"),
    "basis": ("依据", "法律或标准依据", "检查依据", "Basis"),
    "how": ("判定方法", "检查方法", "评分标准", "检查要点", "How to judge"),
    "score": ("分值", "分数", "得分", "Points"),
    "photo_required": ("须拍照", "拍照", "必须拍照", "Photo required"),
}
"""The heads of the columns, the first as they are written."""
YES = ("是", "√", "✓", "1", "y", "yes", "true", "须拍照")
WIDTHS = (16, 42, 28, 34, 8, 8)


def version_workbook(version: CheckListVersion, *, maker: Maker) -> bytes:
    heads = [KNOWN_AS[name][0] for name in COLUMNS]
    lines = [
        (one.section, one.text, one.basis, one.how, one.score, YES[0] if one.photo_required else "")
        for one in version.items.all()
    ]
    headings = list(zip(heads, WIDTHS, strict=True))
    table = table_of(
        _("Check-list: %(name)s") % {"name": version.name},
        headings,
        lines,
        maker=maker,
        tab=version.name,
    )
    return workbook_of([table], now=maker.now)


def items_read(file) -> list[ItemEntry]:
    """The items of a workbook or CSV file; NotSo names the row in which something is wrong."""
    rows = iter(enumerate(first_rows(file), start=1))
    places = next((found for _number, row in rows if (found := _places(row))), None)
    if places is None:
        raise NotSo(
            _("No column “%(item)s” was found. Use the heads of a list's own workbook.")
            % {"item": KNOWN_AS["text"][0]}
        )
    items = [_item(number, _told(row, places)) for number, row in rows if any(row)]
    return [item for item in items if item.text]


def _places(row: list) -> dict[str, int]:
    """Column → its place; nothing unless the row names the items."""
    heads = [str(cell or "").strip() for cell in row]
    found = {
        name: heads.index(known) for name in COLUMNS for known in KNOWN_AS[name] if known in heads
    }
    return found if "text" in found else {}


def _told(row: list, places: dict[str, int]) -> dict[str, str]:
    cells = {name: row[place] if place < len(row) else None for name, place in places.items()}
    return {name: "" if cell is None else str(cell).strip() for name, cell in cells.items()}


def _item(number: int, told: dict[str, str]) -> ItemEntry:
    return ItemEntry(
        **{name: told.get(name, "") for name in ("section", "text", "basis", "how")},
        score=_score(number, told.get("score", "")),
        photo_required=told.get("photo_required", "").lower() in YES,
    )


def _score(number: int, told: str) -> int:
    """Points as they are written, also as “5分”; 1 where none are."""
    words = told.removesuffix("分").strip()
    if not words:
        return 1
    try:
        return int(float(words))
    except ValueError:
        raise NotSo(
            _("Row %(number)d: “%(told)s” is not a number of points.")
            % {"number": number, "told": told}
        ) from None
