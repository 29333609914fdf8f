"""A draw of closed cases for independent second visits, most of them answered."""

from datetime import timedelta

from calendars.counting import local_date
from demo.story.tale import Life, Tale
from demo.world import World
from issues.workflow import State
from visits.models import DrawnCase
from visits.selectors import population
from visits.services.draws import draw_make
from visits.services.second_visits import drawn_answer

Result = DrawnCase.Result
FOUND = (Result.SOLVED, Result.SOLVED, Result.SOLVED, Result.NOT_SOLVED, Result.UNREACHED)
WORDS = {
    Result.NOT_SOLVED: "问题又出现，企业要求继续办理",
    Result.UNREACHED: "联系人出差，改日再约",
}
SPAN, MOST = timedelta(days=45), 12


def second_visits(tale: Tale, world: World) -> Life:
    """Drawn seven working days before the end of the story."""
    yield tale.calendar.working_day(local_date(tale.until), -7).opens_at + timedelta(minutes=30)
    days = {"since_on": tale.day - SPAN, "until_on": tale.day - timedelta(days=1)}
    count = min(MOST, population(**days).count())
    visitors = [person for people in world.visitors.values() for person in people[:1]]
    if count:
        draw_make(
            actor=world.officers[0], seed=world.rng.randrange(2**40), count=count,
            visitors=visitors[:4], **days,
        )  # fmt: skip


def second_visits_answer() -> None:
    """What was found, at the end of the story: no other life of a case goes on after it."""
    waiting = DrawnCase.objects.filter(case__state=State.CLOSED, result="")
    for place, drawn in enumerate(waiting.select_related("case", "visitor")[: MOST - 2]):
        result = FOUND[place % len(FOUND)]
        drawn_answer(
            actor=drawn.visitor, drawn=drawn, result=result, method="call",
            words=WORDS.get(result, ""),
        )  # fmt: skip
