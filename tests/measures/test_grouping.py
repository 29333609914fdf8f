"""What is grouped, what is not, and what a search leaves to what people said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from issues.workflow import Kind, State
from measures import services
from measures.grouping.alike import FEWEST, Space
from measures.grouping.texts import Text, matter_of, words_shared
from measures.models import CommonProblem, Grouping, ProblemCase
from measures.services.group_work import grouping_run
from measures.services.grouping import grouping_renew
from organizations.roles import Role
from tests.factories import CaseFactory, EnterpriseFactory
from tests.measures.factories import GroupingFactory

pytestmark = pytest.mark.each_database

DORMITORY = (
    "企业职工宿舍不足，外地工人租房难",
    "园区职工宿舍不足，工人租房难",
    "请协调解决外地职工宿舍不足、租房难",
    "职工宿舍不足，外地工人租房贵",
)
OTHERS = ("厂门口道路坑洼", "用电增容审批慢", "招聘焊工困难", "排污许可证换证", "物流车辆限行")


def texts(*titles, who=None):
    return [Text(key, who or key, title) for key, title in enumerate(titles)]


@pytest.mark.parametrize(
    ("words", "names", "matter"),
    [
        ("关于职工宿舍不足的问题", (), "职工宿舍不足"),
        ("请协调：宏达机械职工宿舍不足", ("宏达机械",), "职工宿舍不足"),
        ("东湖镇用电增容", ("东湖镇",), "用电增容"),
        ("A7县星沙街道路灯不亮", (), "路灯不亮"),
        ("3号线施工，扰民12天", (), "号线施工 扰民 天"),
        ("", (), ""),
    ],
)
def test_names_numbers_and_forms_of_address_are_taken_out(words, names, matter):
    assert matter_of(words, names) == matter


@pytest.mark.parametrize(
    ("matters", "words"),
    [
        (("职工宿舍不足", "缺少职工宿舍", "外来职工宿舍"), ["职工宿舍"]),
        (("夜间施工", "工地夜间施工", "停水"), ["夜间施工"]),
        (("停水", "停电", "限行"), []),
        ((), []),
    ],
)
def test_the_shared_words_are_the_longest_that_half_of_them_hold(matters, words):
    assert words_shared(matters) == words


def test_like_matters_of_enough_people_are_one_group_and_the_rest_is_none():
    (group,) = Space(texts(*DORMITORY, *OTHERS)).groups()
    assert sorted(group.members) == [0, 1, 2, 3]
    assert "宿舍" in "".join(group.words)


def test_what_one_person_repeats_is_no_common_problem():
    assert Space(texts(*DORMITORY, *OTHERS, who="一家")).groups() == []


@pytest.mark.parametrize("titles", [(), ("一件",), ("的", "了", "吗"), ("", "", "")])
def test_too_little_to_compare_gives_no_group(titles):
    assert Space(texts(*titles)).groups() == []


@pytest.fixture
def office(person_with):
    return person_with(Role.VISIT_OFFICE)


@pytest.fixture
def demands(db):
    """Return a maker of demands, each of an enterprise of its own."""
    return lambda titles, **facts: [CaseFactory(title=title, **facts) for title in titles]


def searched(office):
    """A search over the last half-year, played at once."""
    today = timezone.localdate()
    facts = {"since_on": today - timedelta(days=183), "until_on": today}
    grouping = services.grouping_start(actor=office, **facts)
    grouping_run(pk=grouping.pk)
    grouping.refresh_from_db()
    assert grouping.state == Grouping.State.DONE, grouping.message
    return grouping


def cases_of(problem):
    rows = problem.memberships.filter(removed_at__isnull=True)
    return set(rows.values_list("case", flat=True))


def test_a_search_proposes_the_group_and_again_proposes_the_same(office, demands):
    made = {case.pk for case in demands(DORMITORY)}
    demands(OTHERS)
    for _time in range(2):
        grouping = searched(office)
        (problem,) = CommonProblem.objects.all()
        assert (problem.grouping, cases_of(problem)) == (grouping, made)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": Kind.HAZARD},
        {"registered_at": timezone.now() - timedelta(days=300)},
    ],
    ids=["hazards", "registered before"],
)
def test_what_is_not_asked_for_is_not_grouped(office, demands, facts):
    demands(DORMITORY, **facts)
    demands(OTHERS)
    assert searched(office).proposed == 0


def test_a_merged_case_is_not_counted_a_second_time(office, demands):
    first, *rest = demands(DORMITORY[:FEWEST])
    rest[-1].state, rest[-1].merged_into = State.MERGED, first
    rest[-1].save()
    demands(OTHERS)
    assert searched(office).proposed == 0


def test_later_like_cases_join_a_confirmed_problem_but_not_what_was_taken_out(office, demands):
    made = demands(DORMITORY)
    demands(OTHERS)
    searched(office)
    problem = CommonProblem.objects.get()
    services.problem_confirm(actor=office, problem=problem, name="职工宿舍")
    services.problem_remove_case(actor=office, problem=problem, case=made[0])
    (later,) = demands(["职工宿舍不足，工人租房难"])
    grouping = searched(office)
    assert (grouping.proposed, grouping.joined) == (0, 1)
    assert cases_of(problem) == {later.pk, *(case.pk for case in made[1:])}
    assert problem.memberships.get(case=later).way == ProblemCase.Way.LIKE


def test_what_was_dismissed_is_not_proposed_again(office, demands):
    demands(DORMITORY)
    demands(OTHERS)
    searched(office)
    problem = CommonProblem.objects.get()
    services.problem_dismiss(actor=office, problem=problem, reason="两回事")
    assert searched(office).proposed == 0
    assert CommonProblem.objects.get() == problem


@pytest.mark.parametrize(("days", "refusal"), [(-1, NotSo), (0, None), (731, None), (732, NotSo)])
def test_a_search_covers_two_years_at_most(office, days, refusal):
    since = timezone.localdate()
    facts = {"actor": office, "since_on": since, "until_on": since + timedelta(days=days)}
    if refusal is None:
        assert services.grouping_start(**facts).is_underway
    else:
        with pytest.raises(refusal):
            services.grouping_start(**facts)


def test_there_is_one_search_at_a_time_and_only_the_office_asks(office, person_with):
    GroupingFactory(state=Grouping.State.QUEUED)
    today = timezone.localdate()
    with pytest.raises(NotNow):
        services.grouping_start(actor=office, since_on=today, until_on=today)
    with pytest.raises(NotYou):
        services.grouping_start(actor=person_with(Role.UNIT_HEAD), since_on=today, until_on=today)


@pytest.mark.parametrize(
    ("state", "days_ago", "renews"),
    [("done", 8, True), ("failed", 8, True), ("done", 6, False), ("running", 8, False)],
)
def test_it_is_renewed_by_itself_once_a_week(db, state, days_ago, renews):
    last = GroupingFactory(state=state)
    at = timezone.now() - timedelta(days=days_ago)
    Grouping.objects.filter(pk=last.pk).update(created_at=at)
    renewed = grouping_renew()
    assert bool(renewed) is renews
    assert grouping_renew() is None


def test_nothing_is_renewed_before_somebody_asked_once(db):
    assert grouping_renew() is None


def test_more_texts_than_are_compared_at_once_are_divided_by_topic(monkeypatch):
    monkeypatch.setattr("measures.grouping.alike.AT_ONCE", 60)
    monkeypatch.setattr("measures.grouping.alike.TOPICS", 5)
    many = [f"{title}（{number}）" for number in range(20) for title in (DORMITORY[0], *OTHERS)]
    groups = Space(texts(*many)).groups()
    assert sorted(len(group.members) for group in groups) == [20] * 6


def test_the_names_of_the_enterprise_and_its_town_make_no_group(office):
    firm = EnterpriseFactory(name="临江宏达精密机械")
    for number, title in enumerate(OTHERS[:FEWEST]):
        firm = EnterpriseFactory(name=f"临江宏达精密机械{number}")
        CaseFactory(title=f"{firm.name}{title}", enterprise=firm)
    assert searched(office).proposed == 0
