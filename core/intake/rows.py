"""A row as it was read, and the verdicts of many, kept batch by batch so that progress shows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import models, transaction

from core.intake.messages import Message
from core.jobs import keep

BATCH = 500


@dataclass(slots=True)
class ParsedRow:
    """The values found in a row (only those given), keyed by field, and the remarks."""

    number: int
    values: dict = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(message.is_error for message in self.messages)


def batches_judged(
    job,
    rows: Iterator[tuple[int, list]],
    *,
    read: Callable[[int, list], ParsedRow | None],
    judge: Callable[[list[ParsedRow]], Iterable],
    row_made: Callable[[object], models.Model],
) -> Counter:
    """Read, judge and keep the rows of a file; returns how many have each verdict.

    A judgement has its ``row`` and ``verdict``; "warned" counts remarks on rows not refused.
    """
    counts, done = Counter(), 0
    while batch := list(islice(rows, BATCH)):
        found = [read(number, cells) for number, cells in batch]
        judgements = list(judge([row for row in found if row]))
        done += len(batch)
        made = [row_made(one) for one in judgements]
        with transaction.atomic():
            keep(job, progress_done=done)
            if made:
                type(made[0])._default_manager.bulk_create(made)
        counts.update(_tally(judgements))
    return counts


def _tally(judgements: list) -> Counter:
    counts = Counter(str(one.verdict) for one in judgements)
    counts["warned"] = sum(bool(one.row.messages) and not one.row.is_refused for one in judgements)
    return counts
