"""Draws of closed cases and of written-off hazards for independent second visits, most answered."""

from datetime import timedelta

from calendars.counting import local_date
from demo.story.tale import Life, Tale
from demo.world import World
from visits.models import Draw, DrawnCase
from visits.selectors import population
from visits.services.draws import draw_make
from visits.services.second_visits import drawn_answer

Result = DrawnCase.Result
FOUND = (Result.SOLVED, Result.SOLVED, Result.SOLVED, Result.NOT_SOLVED, Result.UNREACHED)
WORDS = {
    Result.NOT_SOLVED: "问题又出现，企业要求继续办理",
    Result.UNREACHED: "联系人出差，改日再约",
}
HAZARDS_WORDS = {
    Result.NOT_SOLVED: "整改后又恢复了原样",
    Result.UNREACHED: "企业停产放假，未能进厂",
}
SPAN, MOST, HAZARDS = timedelta(days=45), 12, 6


def second_visits(tale: Tale, world: World) -> Life:
    """Drawn seven working days before the end of the story."""
    yield tale.calendar.working_day(local_date(tale.until), -7).opens_at + timedelta(minutes=30)
    days = {"since_on": tale.day - SPAN, "until_on": tale.day - timedelta(days=1)}
    visitors = [person for people in world.visitors.values() for person in people[:1]]
    for of, most in ((Draw.Of.CASES, MOST), (Draw.Of.HAZARDS, HAZARDS)):
        count = min(most, population(of=of, **days).count())
        if count:
            draw_make(
                actor=world.officers[0], seed=world.rng.randrange(2**40), of=of, count=count,
                visitors=visitors[:4], **days,
            )  # fmt: skip


def second_visits_answer() -> None:
    """What was found, at the end of the story: no other life of a case goes on after it."""
    waiting = DrawnCase.objects.waiting().filter(result="").select_related("case", "visitor")
    for of, most in ((Draw.Of.CASES, MOST - 2), (Draw.Of.HAZARDS, HAZARDS - 1)):
        words = HAZARDS_WORDS if of == Draw.Of.HAZARDS else WORDS
        for place, drawn in enumerate(list(waiting.filter(draw__of=of)[:most])):
            result = FOUND[place % len(FOUND)]
            drawn_answer(
                actor=drawn.visitor, drawn=drawn, result=result, words=words.get(result, ""),
                method="visit" if of == Draw.Of.HAZARDS else "call",
            )  # fmt: skip
