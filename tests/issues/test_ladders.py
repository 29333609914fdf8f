"""The ladder as policy: which one a case climbs, what makes a ladder, and its pages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from calendars.selectors import load_calendar
from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from issues.models import Case, Category, Deadline, LadderPolicy, LadderRung, Slip
from issues.selectors.ladder import ladder_for
from issues.services.cases import case_register
from issues.services.deadlines import deadlines_start, rung_at
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.ladder import deadlines_sweep
from issues.services.ladders import MOST_STEPS, Step, ladder_replace, ladder_withdraw, steps_check
from organizations.roles import Role

pytestmark = pytest.mark.each_database

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
LONE = [Step(0, False, "principal", "red")]


@pytest.fixture
def administrator(person_with):
    return person_with(Role.ADMINISTRATOR)


def general():
    return LadderPolicy.objects.get(is_current=True, kind="", grade="", category=None)


# kind, grade and category of the case → name of the ladder, where all of these are in force
LADDERS = {
    "general": {},
    "hazards": {"kind": "hazard"},
    "talent": {"category": "talent"},
    "talent demands": {"kind": "demand", "category": "talent"},
}
CHOSEN = [
    ("issue", "", "", "general"),
    ("issue", "", "land", "general"),
    ("issue", "", "talent", "talent"),
    ("demand", "", "talent", "talent demands"),
    ("hazard", "", "", "hazards"),
    ("hazard", "ordinary", "", "hazards"),
    ("hazard", "major", "", "重大隐患督办阶梯"),
    ("hazard", "major", "talent", "talent"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "grade", "category", "expected"), CHOSEN)
def test_the_most_specific_ladder_in_force_is_climbed(
    administrator, kind, grade, category, expected
):
    categories = {one.code: one for one in Category.objects.all()} | {"": None}
    for name, scope in LADDERS.items():
        scope = {**scope, "category": categories[scope.get("category", "")]}
        seen = general() if name == "general" else None
        ladder_replace(actor=administrator, steps=LONE, name=name, seen=seen, **scope)
    case = Case(kind=kind, grade=grade, category=categories[category])
    assert ladder_for(case).name == expected


def climbed(case, since):
    """When each step of the case's deadline was taken: colour, post and time."""
    slips = Slip.objects.filter(case=case).order_by("level")
    return [
        (slip.colour, slip.recipient.username, f"{slip.fell_due_at.astimezone(ZONE):%m-%d %H:%M}")
        for slip in slips
    ]


def test_an_overdue_major_hazard_skips_steps(district):
    with time_machine.travel(MONDAY, tick=False):
        case = case_register(
            actor=district.officer, kind="hazard", enterprise=district.firm, title="危化品泄漏"
        )
        Deadline.objects.update(cancelled_at=MONDAY, next_at=None, next_level=None)
        case.grade, case.lead_unit = "major", district.bureau
        case.save()
        due = {"rectify": datetime(2026, 3, 12, 17, 30, tzinfo=ZONE)}
        deadlines_start(case, ["rectify"], at=MONDAY, due=due)
    deadlines_sweep(at=MONDAY + timedelta(days=30))
    assert climbed(case, MONDAY) == [
        ("blue", "head", "03-11 08:30"),
        ("orange", "leader", "03-12 17:30"),
        ("red", "principal", "03-13 17:30"),
    ]


def test_a_new_version_is_for_new_deadlines_and_running_ones_keep_theirs(district, administrator):
    def registered(title):
        return case_register(
            actor=district.officer, kind="issue", enterprise=district.firm, title=title
        )

    with time_machine.travel(MONDAY, tick=False):
        old = registered("道路破损")
        made = ladder_replace(actor=administrator, steps=LONE, name="从严", seen=general())
        new = registered("停水")
    assert (made.version, LadderPolicy.objects.filter(is_current=True).count()) == (2, 2)
    deadlines_sweep(at=MONDAY + timedelta(days=30))
    assert [step[0] for step in climbed(old, MONDAY)] == ["blue", "orange", "red"]
    assert climbed(new, MONDAY) == [("red", "principal", "03-03 17:30")]
    entry = TrailEntry.objects.get(action="ladder_replace")
    assert entry.changes == {"before": 1, "steps": [[0, False, "principal", "red"]]}


def test_a_replaced_or_second_ladder_is_refused(administrator):
    seen = general()
    ladder_replace(actor=administrator, steps=LONE, name="从严", seen=seen)
    with pytest.raises(NotNow):
        ladder_replace(actor=administrator, steps=LONE, name="再严", seen=seen)
    with pytest.raises(NotSo):
        ladder_replace(actor=administrator, steps=LONE, name="另一个")
    with pytest.raises(IntegrityError), transaction.atomic():
        LadderPolicy.objects.create(name="第二个")


def test_a_special_ladder_is_withdrawn_once_and_the_general_one_never(administrator):
    major = LadderPolicy.objects.get(grade="major")
    ladder_withdraw(actor=administrator, ladder=major)
    assert ladder_for(Case(kind="hazard", grade="major")) == general()
    with pytest.raises(NotNow):
        ladder_withdraw(actor=administrator, ladder=major)
    with pytest.raises(NotNow):
        ladder_withdraw(actor=administrator, ladder=general())
    again = ladder_replace(
        actor=administrator, steps=LONE, name="重大隐患", kind="hazard", grade="major"
    )
    assert again.version == 2


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_who_manages_policies_changes_a_ladder(person_with, role):
    person = person_with(role)
    with pytest.raises(NotYou):
        ladder_replace(actor=person, steps=LONE, name="x", seen=general())
    with pytest.raises(NotYou):
        ladder_withdraw(actor=person, ladder=LadderPolicy.objects.get(grade="major"))


BLUE, ORANGE, RED = (-1, True, "handler", "blue"), (2, False, "leader", "orange"), LONE[0]
# steps → the place of the step that is wrong, None if none in particular, "good" if it is a ladder
FOUND = {
    "one step": ([RED], "good"),
    "the whole ladder": (
        [BLUE, (0, True, "head", "blue"), ORANGE, (5, 0, "principal", "red")],
        "good",
    ),
    "two steps on one day": ([(0, True, "head", "blue"), (0, False, "leader", "orange")], "good"),
    "closing after closing over a day off": (
        [(0, False, "leader", "orange"), (1, False, "principal", "red")],
        "good",
    ),
    "none": ([], None),
    "too many": ([(n, False, "handler", "blue") for n in range(MOST_STEPS + 1)], None),
    "the same moment twice": ([BLUE, BLUE], 1),
    "the later first": ([ORANGE, (1, False, "leader", "orange")], 1),
    "close before opening of a day": ([(0, False, "head", "blue"), (0, True, "head", "blue")], 1),
    "opening after a day off that is the same day": (
        [(0, False, "leader", "orange"), (1, True, "principal", "red")],
        1,
    ),
    "orange before it is late": ([(0, True, "leader", "orange")], 0),
    "red before it is late": ([(-1, False, "principal", "red")], 0),
    "paler": ([ORANGE, (3, False, "principal", "blue")], 1),
    "downward": ([ORANGE, (3, False, "head", "red")], 1),
}


@pytest.mark.parametrize("name", FOUND)
def test_steps_climb_in_time_in_colour_and_in_post(name):
    rows, expected = FOUND[name]
    steps = [Step(*row) for row in rows]
    if expected == "good":
        steps_check(steps)
        return
    with pytest.raises(NotSo) as refusal:
        steps_check(steps)
    assert list(refusal.value.fields) == ([] if expected is None else [f"step-{expected}"])


@pytest.mark.django_db
def test_whatever_is_accepted_falls_in_order_on_every_day_of_two_years():
    """Due days off included: a step never falls before the one below it."""
    calendar = load_calendar()
    days = [day.date for day in calendar.days if day.date.year in (2026, 2027)]
    moments = [(offset, at_opening) for offset in range(-2, 4) for at_opening in (True, False)]
    pairs = [
        [Step(*first, "head", "blue"), Step(*second, "head", "blue")]
        for first in moments
        for second in moments
    ]
    for steps in pairs:
        rungs = [LadderRung(**step._asdict()) for step in steps]
        in_order = all(rung_at(rungs[0], day, calendar) <= rung_at(rungs[1], day, calendar)
                       for day in days)  # fmt: skip
        try:
            steps_check(steps)
        except NotSo:
            continue
        assert in_order, steps


@pytest.mark.django_db
def test_the_database_refuses_a_colour_before_the_deadline_has_passed():
    with pytest.raises(IntegrityError), transaction.atomic():
        LadderRung.objects.create(
            policy=general(), level=9, offset=0, at_opening=True, recipient="head", colour="red"
        )


def sent(*steps, **facts):
    """The form with these steps, the other lines left empty."""
    data = {"name": "督办阶梯", "steps-TOTAL_FORMS": MOST_STEPS, "steps-INITIAL_FORMS": 0, **facts}
    for place in range(MOST_STEPS):
        offset, hour, recipient, colour = (
            *steps,
            *[("", "opening", "handler", "blue")] * MOST_STEPS,
        )[place]
        line = {"offset": offset, "hour": hour, "recipient": recipient, "colour": colour}
        data |= {f"steps-{place}-{name}": value for name, value in line.items()}
    return data


def test_the_administrator_changes_the_steps_in_the_browser(administrator, signed_in):
    client, ladder = signed_in(administrator), general()
    url = reverse("issues:ladder_change", args=[ladder.pk])
    form = client.get(url).context["form"]
    assert form.lines[2].initial == {
        "offset": 2, "hour": "close", "recipient": "leader", "colour": "orange",
    }  # fmt: skip
    steps = [(0, "opening", "head", "blue"), (1, "close", "leader", "orange")]
    assert client.post(url, sent(*steps)).url == reverse("issues:ladder_list")
    rungs = general().rungs.values_list("level", "offset", "at_opening", "recipient", "colour")
    assert list(rungs) == [(1, 0, True, "head", "blue"), (2, 1, False, "leader", "orange")]
    late = client.post(url, sent(*steps)).content.decode()
    assert "replaced meanwhile" in late


def test_a_wrong_step_is_named_at_its_line_and_nothing_is_lost(administrator, signed_in):
    client, ladder = signed_in(administrator), general()
    url = reverse("issues:ladder_change", args=[ladder.pk])
    bad = sent((2, "close", "leader", "orange"), (1, "close", "leader", "orange"))
    form = client.post(url, bad).context["form"]
    assert (list(form.lines[1].errors), form.lines[1]["offset"].value()) == (["offset"], "1")
    assert general() == ladder
    assert "from 1 to 6 steps" in client.post(url, sent()).content.decode()


def test_a_ladder_for_some_cases_is_made_in_the_browser(administrator, signed_in):
    client, url = signed_in(administrator), reverse("issues:ladder_create")
    talent = Category.objects.get(code="talent")
    step = (0, "close", "principal", "red")
    client.post(url, sent(step, name="人才专项", about="demand", category=talent.pk))
    made = LadderPolicy.objects.get(name="人才专项")
    assert (made.kind, made.grade, made.category) == ("demand", "", talent)
    again = client.post(url, sent(step, about="hazard:major")).content.decode()
    assert "There is a ladder for these cases already" in again


@pytest.mark.parametrize("more", [0, 5])
def test_the_list_of_ladders_costs_the_same_however_many(
    administrator, signed_in, more, django_assert_num_queries
):
    for category in Category.objects.all()[:more]:
        ladder_replace(actor=administrator, steps=LONE, name=category.name, category=category)
    client = signed_in(administrator)
    with django_assert_num_queries(11):
        page = client.get(reverse("issues:ladder_list"))
    assert len(page.context["ladders"]) == 2 + more


def test_a_case_starts_its_deadlines_on_one_ladder_with_one_look(
    district, django_assert_num_queries
):
    with time_machine.travel(MONDAY, tick=False):
        case = case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
        )
        case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau)
    assert set(case.deadlines.values_list("ladder", flat=True)) == {general().pk}
