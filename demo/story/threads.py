"""A few threads of the last days: of an enterprise, of a case, with answers and a promise kept."""

import random
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from calendars.counting import local_date
from core.uploads import photo_store
from demo.photos import photo_draw
from demo.story.tale import Life, Tale
from enterprises.models import Enterprise
from issues.models import Case
from issues.workflow import Kind
from organizations.models import User
from threads.access import can_read
from threads.models import Post
from threads.selectors import posts_window
from threads.services import filled_in, post_add, post_make_case, thread_read

SEED = 20260402


class Line(NamedTuple):
    """Who says what, to whom; ``to`` is the place of the line it replies to, from 0."""

    who: str
    text: str
    people: tuple[str, ...] = ()
    asks: bool = False
    to: int | None = None
    photo: bool = False
    becomes_case: bool = False


OF_A_FIRM = (
    (
        Line("visitor", "今天到厂里走了一圈，新产线已经到位，就等人。车间主任说缺熟练焊工十几个。", photo=True),
        Line("office", "收到。技校那边还有一批实习生可以对接，请把岗位要求发上来。", ("visitor",), to=0),
        Line("visitor", "岗位要求：有焊工证，能倒班，包食宿。厂里希望月底前到岗。", to=1),
        Line("townhead", "镇里下周带技校老师到厂对接。另外厂门口班车只到六点，夜班工人回不去，镇里协调延长。", becomes_case=True),
        Line("visitor", "企业问：夜班补贴政策今年还有没有，什么时候能申报？", ("office",), True),
        Line("townhead", "对接时间定在下周三上午九点，厂里会议室。", ("visitor", "office")),
    ),
    (
        Line("office", "本月企业服务月到贵企，请先把想谈的问题列一列。", ("visitor",), True),
        Line("visitor", "企业列了三条：用电增容、出口退税进度、宿舍用地。", to=0),
        Line("office", "用电增容已转供电所，宿舍用地请镇里先看一下地块。", ("townhead",), True),
    ),
)  # fmt: skip
OF_A_CASE = (
    (
        Line("handler", "已与企业人事经理通话，本周内把岗位清单发到局里。", ("head",)),
        Line("head", "抓紧，月底前要有第一批人到岗。先把招聘会摊位留出来。", to=0),
        Line(
            "handler", "摊位已留两个，企业担心夜班没有食堂，能否请街道一并考虑？", ("head",), True
        ),
        Line("office", "企业今天又打来电话催问进度，请尽快给个准信。", ("handler",), True),
    ),
    (
        Line("office", "这件请优先办，企业下月有订单交付。", ("handler", "head")),
        Line("handler", "明白，今天下午到现场。", to=0, photo=True),
    ),
)


def threads_of_firms(tale: Tale) -> Life:
    """They begin five working days before the end; the last lines are not read by everybody."""
    people = _people()
    yield tale.calendar.working_day(local_date(tale.until), -5).opens_at
    yield from _told(tale, people, zip(_firms(people), OF_A_FIRM, strict=False))


def threads_of_cases(tale: Tale) -> Life:
    """About cases that are still open three working days before the end."""
    people = _people()
    yield tale.calendar.working_day(local_date(tale.until), -3).opens_at
    yield from _told(tale, people, zip(_cases(people), OF_A_CASE, strict=False))


def _told(tale: Tale, people: dict[str, User], plans: Iterable) -> Life:
    """A line a day in each thread."""
    rng, plans = random.Random(SEED + tale.day.toordinal()), list(plans)
    said: list[list[Post]] = [[] for _plan in plans]
    for place in range(max((len(lines) for _subject, lines in plans), default=0)):
        for (subject, lines), posts in zip(plans, said, strict=True):
            if place < len(lines):
                posts.append(_say(rng, people, subject, lines[place], posts))
        morning = tale.calendar.working_day(tale.day, 1).opens_at
        yield morning.replace(minute=rng.randrange(30, 60))


def _people() -> dict[str, User]:
    names = ("visitor", "office", "townhead", "head", "handler")
    return {person.username: person for person in User.objects.filter(username__in=names)}


def _firms(people: dict[str, User]) -> list[Enterprise]:
    """Of the town of both, so that both may write."""
    seen = [Enterprise.objects.visible_to(people[name]) for name in ("visitor", "townhead")]
    return list(seen[0].filter(pk__in=seen[1], is_active=True).order_by("pk")[:2])


def _cases(people: dict[str, User]) -> list[Case]:
    """In the handler's hands, and not closed."""
    cases = Case.objects.visible_to(people["handler"]).filter(closed_at__isnull=True)
    return list(cases.exclude(kind=Kind.HAZARD).select_related("enterprise").order_by("-pk")[:2])


def _say(rng, people: dict, subject, line: Line, said: list[Post]) -> Post:
    """Whoever speaks has read what stands there."""
    author = people[line.who]
    if said:
        thread = said[0].thread
        last = posts_window(thread=thread).last
        thread_read(actor=author, thread=thread, up_to=last)
    post = post_add(
        actor=author,
        subject=subject,
        submission_key=UUID(int=rng.getrandbits(128)),
        text=line.text,
        people=[people[name] for name in line.people if can_read(people[name], subject)],
        needs_answer=line.asks,
        replies_to=None if line.to is None else said[line.to],
        files=[photo_store(actor=author, upload=photo_draw(rng, "before"))] if line.photo else (),
    )
    if line.becomes_case:
        post_make_case(actor=people["office"], post=post, **filled_in(post))
    return post
