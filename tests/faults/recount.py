"""What the sweeps ought to have done, counted again in plain Python from the rows alone.

Nothing of ``issues.services``, ``issues.selectors`` or ``calendars.counting`` is used here, and no
SQL of the product: the tables are read whole, the rest is lists. Only deadlines that nobody
touches between the sweeps can be counted again so.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from calendars.models import Day
from core.models import NumberSeries, TrailEntry
from issues.models import Case, Deadline, LadderRung, Slip
from notices.models import Notice
from organizations.models import Organization, Position, User

ZONE = ZoneInfo("Asia/Shanghai")


class Recount:
    """The rows as they stand, and the faults found in them at one instant."""

    def __init__(self, at: datetime):
        self.at = at
        self.working = list(
            Day.objects.filter(is_working=True)
            .order_by("date")
            .values_list("date", "opens_at", "closes_at")
        )
        self.dates = [date for date, _opens, _closes in self.working]
        self.ladders = defaultdict(list)
        for rung in LadderRung.objects.order_by("level").values():
            self.ladders[rung["policy_id"]].append(rung)
        self.deadlines = {row["id"]: row for row in Deadline.objects.values()}
        self.cases = {row["id"]: row for row in Case.objects.values("id", "handler_id", "lead_unit_id")}  # fmt: skip
        self.slips = list(Slip.objects.values())
        self.posts = list(Position.objects.order_by("order", "id").values())
        self.units = {row["id"]: row for row in Organization.objects.values()}
        self.open_accounts = set(User.objects.filter(is_active=True).values_list("pk", flat=True))

    def faults(self) -> list[str]:
        """Everything that is not as it ought to be; nothing, if all is exactly once."""
        expected = {
            (key, rung["level"]): (rung, falls)
            for key, row in self.deadlines.items()
            for rung, falls in self.steps_taken(row)
        }
        taken = Counter((slip["deadline_id"], slip["level"]) for slip in self.slips)
        return [
            *(f"missing: {step}" for step in expected if step not in taken),
            *(f"too many: {step} {n} times" for step, n in taken.items() if n > 1),
            *(f"not due: {step}" for step in taken if step not in expected),
            *self._wrong_slips(expected),
            *self._wrong_numbers(),
            *self._wrong_trail(),
            *self._wrong_notices(expected),
            *self._wrong_progress(),
        ]

    def steps_taken(self, row: dict) -> Iterator[tuple[dict, datetime]]:
        """The steps of one deadline up to ``at``; those before its own start are passed over."""
        if row["met_at"] or row["cancelled_at"] or row["paused_at"]:
            return
        for rung, falls in self.steps(row):
            if falls <= self.at:
                yield rung, falls

    def steps(self, row: dict) -> Iterator[tuple[dict, datetime]]:
        begun = False
        for rung in self.ladders[row["ladder_id"]]:
            falls = self.falls(rung, row["due_on"])
            begun = begun or falls > row["started_at"]
            if begun:
                yield rung, falls

    def falls(self, rung: dict, due_on) -> datetime:
        """So many working days after the day, or before it; from a day off, 0 is the next one."""
        if rung["offset"] > 0:
            place = bisect_right(self.dates, due_on) - 1 + rung["offset"]
        else:
            place = bisect_left(self.dates, due_on) + rung["offset"]
        _date, opens_at, closes_at = self.working[place]
        return opens_at if rung["at_opening"] else closes_at

    def _wrong_slips(self, expected: dict) -> Iterator[str]:
        for slip in self.slips:
            rung, falls = expected.get((slip["deadline_id"], slip["level"]), (None, None))
            row = self.deadlines[slip["deadline_id"]]
            if rung is None:
                continue
            ought = {
                "case_id": row["case_id"],
                "organization_id": row["organization_id"],
                "colour": rung["colour"],
                "fell_due_at": falls,
            }
            ought["position_id"], ought["recipient_id"] = self.addressee(slip, rung)
            for name, value in ought.items():
                if slip[name] != value:
                    yield f"{slip['number']}: {name} is {slip[name]}, ought to be {value}"
            if not falls <= slip["taken_at"] <= self.at:
                yield f"{slip['number']}: taken at {slip['taken_at']}, fell due {falls}"

    def addressee(self, slip: dict, rung: dict) -> tuple[int | None, int | None]:
        """The handler, else the first post upward that somebody answers for that day."""
        case = self.cases[slip["case_id"]]
        is_own = case["lead_unit_id"] == slip["organization_id"]
        if rung["recipient"] == "handler" and is_own and case["handler_id"]:
            return None, case["handler_id"]
        chain = self._chain(slip["organization_id"], rung["recipient"])
        for post in chain:
            person = self.answering(post, slip["taken_at"].astimezone(ZONE).date())
            if person:
                return post["id"], person
        return (chain[0]["id"] if chain else None), None

    def _chain(self, unit_id: int, recipient: str) -> list[dict]:
        above = []
        while unit_id:
            above.append(self.units[unit_id])
            unit_id = self.units[unit_id]["parent_id"]
        chain = []
        if recipient in ("handler", "head"):
            chain += [post for unit in above for post in self._of(unit["id"], "head")]
        if recipient != "principal":
            wanted = [unit["leader_id"] for unit in above]
            chain += [post for key in wanted for post in self.posts if post["id"] == key]
        chain += self._principals()
        offices = [unit["id"] for unit in self.units.values() if unit["is_visit_office"]]
        return chain + [post for key in offices for post in self._of(key, "head")]

    def _of(self, unit_id: int, kind: str) -> list[dict]:
        return [
            post
            for post in self.posts
            if post["organization_id"] == unit_id and post["kind"] == kind
        ]

    def _principals(self) -> list[dict]:
        return [post for post in self.posts if post["kind"] == "principal"]

    def answering(self, post: dict, day) -> int | None:
        stands_in = _stands_in(post, day)
        person = post["delegate_id"] if stands_in else post["holder_id"]
        away = {one["holder_id"] for one in self.posts if _stands_in(one, day)}
        if person not in self.open_accounts or (stands_in and person in away):
            return None
        return person

    def _wrong_numbers(self) -> Iterator[str]:
        by_year = defaultdict(list)
        for slip in self.slips:
            by_year[slip["number"][:6]].append(int(slip["number"][6:]))
        series = dict(
            NumberSeries.objects.filter(name__startswith="DB").values_list("name", "last")
        )
        for prefix, numbers in by_year.items():
            if sorted(numbers) != list(range(1, len(numbers) + 1)):
                yield f"numbers {prefix}: gaps or doubles"
            if series.get(prefix) != len(numbers):
                yield f"series {prefix}: {series.get(prefix)}, ought to be {len(numbers)}"

    def _wrong_trail(self) -> Iterator[str]:
        lines = TrailEntry.objects.filter(action="slip", subject_type="issues.case")
        told = Counter(lines.values_list("note", "subject_id"))
        ought = Counter((slip["number"], slip["case_id"]) for slip in self.slips)
        yield from (f"trail: {line} {n} too many" for line, n in (told - ought).items())
        yield from (f"trail: {line} {n} missing" for line, n in (ought - told).items())

    def _wrong_notices(self, expected: dict) -> Iterator[str]:
        told = Counter(
            Notice.objects.filter(dedupe_key__startswith="slip:").values_list(
                "dedupe_key", flat=True
            )
        )
        ought = Counter(
            f"slip:{slip['id']}:user:{person}"
            for slip in self.slips
            for person in self._told(slip, *expected.get((slip["deadline_id"], slip["level"]), ()))
        )
        yield from (f"notice: {key} {n} too many" for key, n in (told - ought).items())
        yield from (f"notice: {key} {n} missing" for key, n in (ought - told).items())

    def _told(self, slip: dict, rung=None, falls=None) -> set[int]:
        people = {slip["recipient_id"]}
        if rung and rung["recipient"] == "principal":
            day = slip["taken_at"].astimezone(ZONE).date()
            people |= {self.answering(post, day) for post in self._principals()}
        return people - {None}

    def _wrong_progress(self) -> Iterator[str]:
        """Each open deadline knows the step it has reached and the one that comes next."""
        for key, row in self.deadlines.items():
            if row["met_at"] or row["cancelled_at"]:
                continue
            steps = list(self.steps(row))
            taken = [rung["level"] for rung, falls in steps if falls <= self.at]
            coming = [(rung["level"], falls) for rung, falls in steps if falls > self.at]
            level, (next_level, next_at) = max(taken, default=0), (coming or [(None, None)])[0]
            stands = (row["level"], row["next_level"], row["next_at"])
            if stands != (level, next_level, next_at):
                yield f"deadline {key}: {stands}, ought to be {(level, next_level, next_at)}"


def _stands_in(post: dict, day) -> bool:
    since, until = post["delegate_from_on"], post["delegate_until_on"]
    return bool(post["delegate_id"] and since and until and since <= day <= until)
