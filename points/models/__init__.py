from points.models.appeal import Appeal, AppealFile
from points.models.entry import Entry, EntryFile
from points.models.month import ClosedMonth, FrozenPoints, FrozenRate
from points.models.rule import PointsRule
from points.models.viewing import Criterion, Judge, Score, ViewedProject, Viewing

__all__ = [
    "Appeal",
    "AppealFile",
    "ClosedMonth",
    "Criterion",
    "Entry",
    "EntryFile",
    "FrozenPoints",
    "FrozenRate",
    "Judge",
    "PointsRule",
    "Score",
    "ViewedProject",
    "Viewing",
]
