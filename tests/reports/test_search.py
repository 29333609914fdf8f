"""One search over everything: what it finds, for whom, and what it shows of it."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from issues.models import Case, Reply
from issues.services.cases import case_register
from organizations.models import Organization
from organizations.roles import Role
from reports.selectors import search
from reports.templatetags.search import marked
from safety.services.finding import hazard_register
from tests.factories import EnterpriseFactory, OrganizationFactory
from tests.safety.factories import InquiryFactory

pytestmark = pytest.mark.each_database

ADDRESS = reverse("reports:search")


@pytest.fixture
def place(db, person_with):
    """Two enterprises, with an issue, two demands and a hazard between them."""
    root = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    office = OrganizationFactory(name="走访办", parent=root, is_visit_office=True)
    town = OrganizationFactory(name="柳河镇", kind=Organization.Kind.TOWN, parent=root)
    officer = person_with(Role.VISIT_OFFICE, office)
    firm = EnterpriseFactory(name="江南精密机械有限公司", uscc="91310116MA1J8XEA9C", town=town)
    other = EnterpriseFactory(name="TCL电子厂", address="招商路8号", town=town)

    def register(kind, title, enterprise=firm, **texts):
        return case_register(actor=officer, kind=kind, enterprise=enterprise, title=title, **texts)

    cases = {
        "road": register("issue", "厂门口道路破损", description="货车经过时颠簸,<b>雨天</b>积水"),
        "staff": register("demand", "招工难", root_cause="职校毕业生不足,外地工人无处租房"),
        "power": register("demand", "夜间电压不稳", enterprise=other),
    }
    hazard = hazard_register(
        actor=officer, enterprise=other, title="消防通道堆放杂物", field="fire"
    )
    return SimpleNamespace(
        officer=officer, town=town, firm=firm, other=other, hazard=hazard, **cases
    )


def found(user, words):
    """What the search shows, by name."""
    return {
        group.key: [getattr(row, "title", None) or row.name for row in group.rows]
        for group in search.search_groups(user=user, words=words)
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("道路", {"cases": ["厂门口道路破损"]}),
        ("路口", {}),
        ("雨天", {"cases": ["厂门口道路破损"]}),
        ("租房", {"cases": ["招工难"]}),
        ("职校 租房", {"cases": ["招工难"]}),
        ("职校 电压", {}),
        ("消防", {"hazards": ["消防通道堆放杂物"]}),
        ("精密", {"cases": ["招工难", "厂门口道路破损"], "enterprises": ["江南精密机械有限公司"]}),
        ("江南 道路", {"cases": ["厂门口道路破损"]}),
        (
            "tcl",
            {
                "cases": ["夜间电压不稳"],
                "hazards": ["消防通道堆放杂物"],
                "enterprises": ["TCL电子厂"],
            },
        ),
        (
            "Tcl电子",
            {
                "cases": ["夜间电压不稳"],
                "hazards": ["消防通道堆放杂物"],
                "enterprises": ["TCL电子厂"],
            },
        ),
        ("91310116MA", {"enterprises": ["江南精密机械有限公司"]}),
        ("jnjm", {"enterprises": ["江南精密机械有限公司"]}),
        ("招商路", {"enterprises": ["TCL电子厂"]}),
        ("招 租房", {"cases": ["招工难"]}),
        ("%%", {}),
        ("_能", {}),
        ("鱻龘", {}),
    ],
)
def test_words_find_titles_texts_and_enterprises(place, words, expected):
    assert found(place.officer, words) == expected


@pytest.mark.parametrize("change", [str, str.lower, lambda number: number[:6], lambda n: f" {n} "])
def test_a_number_or_its_beginning_finds_the_case(place, change):
    assert "厂门口道路破损" in found(place.officer, change(place.road.number))["cases"]


def test_full_width_signs_are_read_as_a_number(place):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in place.staff.number)
    assert found(place.officer, wide) == {"cases": ["招工难"]}


def test_a_reply_is_found_by_its_words(place):
    assert found(place.officer, "公寓") == {}
    Reply.objects.create(
        case=place.staff,
        round=1,
        organization=place.town,
        text="已协调人才公寓二十套",
        submitted_by=place.officer,
        submitted_at=place.staff.registered_at,
    )
    Case.objects.filter(pk=place.staff.pk).update(search=place.staff.searchable_text())
    assert found(place.officer, "公寓") == {"cases": ["招工难"]}


def test_nobody_finds_what_they_may_not_see(place, person_with):
    stranger = person_with(Role.UNIT_HEAD, OrganizationFactory(name="税务局"))
    assert found(stranger, "精密") == {}
    assert found(person_with(Role.ADMINISTRATOR), "精密") == {}
    assert found(person_with(Role.VISITING_OFFICIAL, place.town), "精密") == {
        "enterprises": ["江南精密机械有限公司"]
    }


@pytest.mark.parametrize("is_decided", [False, True])
def test_what_was_looked_into_is_found_by_whoever_may_read_it(place, person_with, is_decided):
    bureau = OrganizationFactory(name="经信局")
    inquiry = InquiryFactory(case=place.hazard, unit=bureau, is_decided=is_decided)
    readers = {
        place.officer: True,
        person_with(Role.AUDITOR): True,
        person_with(Role.UNIT_HEAD, bureau): is_decided,
        person_with(Role.VISITING_OFFICIAL, place.town): False,
    }
    for reader, may_read in readers.items():
        for words in (inquiry.number, "消防通道"):
            groups = {one.key: one for one in search.search_groups(user=reader, words=words)}
            assert ("inquiries" in groups) is may_read, (reader, words)


@pytest.mark.parametrize("words", ["精密", "tcl", "租房", "消防", "难 江南"])
def test_each_list_it_leads_to_holds_what_was_counted(place, words, signed_in):
    client = signed_in(place.officer)
    for group in search.search_groups(user=place.officer, words=words):
        for way in group.ways:
            assert len(client.get(way.url).context["page"].rows) == way.count.number > 0


def test_a_few_are_shown_and_all_are_counted_up_to_a_cap(place, monkeypatch):
    for number in range(7):
        case_register(
            actor=place.officer, kind="issue", enterprise=place.firm, title=f"停水{number}"
        )
    monkeypatch.setattr(search, "CAP", 6)
    (group,) = search.search_groups(user=place.officer, words="停水")
    assert [case.title for case in group.rows] == ["停水6", "停水5", "停水4", "停水3", "停水2"]
    assert [str(way.count) for way in group.ways] == ["6+"]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("招工难", "招工", "<mark>招工</mark>难"),
        ("招工难,招工急", "招工 难", "<mark>招工</mark><mark>难</mark>,<mark>招工</mark>急"),
        ("<b>招工</b>", "招工", "&lt;b&gt;<mark>招工</mark>&lt;/b&gt;"),
        ("A&B公司", "amp", "A&amp;B公司"),
        ("A&B公司", "a&b", "<mark>A&amp;B</mark>公司"),
        ("1.5吨", ".5", "1<mark>.5</mark>吨"),
        ("tcl电子", "TCL", "<mark>tcl</mark>电子"),
        ("租房", "租 租房", "<mark>租房</mark>"),
        ("", "招工", ""),
        ("招工", "", "招工"),
    ],
)
def test_hits_are_marked_and_everything_is_escaped(text, words, shown):
    assert marked(text, words) == shown


def test_what_stands_around_a_hit_in_the_text_is_shown(place, signed_in):
    page = signed_in(place.officer, "zh-hans").get(ADDRESS, {"q": "雨天"}).content.decode()
    assert "货车经过时颠簸,&lt;b&gt;<mark>雨天</mark>&lt;/b&gt;积水" in page
    long = search._around("。" * 100 + "租房难" + "。" * 100, "租房")
    assert long == "…" + "。" * 16 + "租房难" + "。" * 47 + "…"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "鱻龘"}, ["未找到“鱻龘”", "少用几个词"]),
        ({"q": "<i>鱻"}, ["未找到“&lt;i&gt;鱻”"]),
        ({"q": "招"}, ["请至少输入两个字"]),
        ({"q": " "}, ["search-error"]),
        ({"q": "招\x00工"}, ["search-error"]),
        ({"q": "招" * 101}, ["search-error"]),
        ({}, ["拼音首字母"]),
    ],
)
def test_what_cannot_be_found_is_said_with_what_to_do(place, signed_in, query, words):
    answer = signed_in(place.officer, "zh-hans").get(ADDRESS, query)
    assert answer.status_code == 200
    for word in words:
        assert word in answer.content.decode()


@pytest.mark.parametrize("role", [Role.VISIT_OFFICE, Role.ADMINISTRATOR])
def test_the_box_stands_in_the_header_of_whoever_may_search(person_with, signed_in, role):
    page = signed_in(person_with(role)).get(reverse("organizations:account")).content.decode()
    assert (f'action="{ADDRESS}"' in page) is (role == Role.VISIT_OFFICE)


@pytest.mark.parametrize("number", [1, 30])
def test_a_search_takes_the_same_statements_whatever_it_finds(
    place, signed_in, number, django_assert_num_queries
):
    for kind in ("issue", "demand"):
        for _n in range(number):
            case_register(actor=place.officer, kind=kind, enterprise=place.firm, title="停水")
    for n in range(number):
        EnterpriseFactory(name=f"停水{n}厂")
    client = signed_in(place.officer)
    client.get(ADDRESS, {"q": "停水"})
    with django_assert_num_queries(18 + (number > search.SHOWN)):
        client.get(ADDRESS, {"q": "停水"})
