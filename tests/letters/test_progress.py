"""Who has confirmed and who has not: the figures, the lists behind them, the workbook, the paper."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.services import code_issue
from letters.models import Letter, LetterRecipient, Receipt
from letters.paper import letter_paper
from letters.selectors import letter_by_town, letter_in_all, letters_missing
from letters.services import letter_close
from letters.workflow import RECORD
from organizations.roles import Role
from tests.factories import EnterpriseFactory, OrganizationFactory
from tests.handed import faults_of, sheets_of
from tests.letters.factories import LetterFactory, LetterRecipientFactory, ReceiptFactory

LIST, DETAIL, RECIPIENTS, RECIPIENT = 10, 11, 14, 11


def confirmed(row: LetterRecipient, way: str) -> Receipt:
    if way == "paper":
        return ReceiptFactory(recipient=row)
    by = {"recorded_by": None, "way": way}
    if way == "link":
        by["link"] = row.links.get()
    else:
        by["code"] = code_issue(actor=row.letter.sent_by, enterprise=row.enterprise)
    return ReceiptFactory(recipient=row, **by)


@pytest.fixture
def many(district):
    """A letter to forty enterprises of three towns and of none, of which some confirm somehow."""
    rng = random.Random(20260501)
    letter = LetterFactory(is_sent=True, created_by=district.officer)
    towns = [
        district.town,
        OrganizationFactory(kind="town"),
        OrganizationFactory(kind="town"),
        None,
    ]
    for _place in range(40):
        firm = EnterpriseFactory(town=rng.choice(towns))
        row = LetterRecipientFactory(letter=letter, enterprise=firm)
        way = rng.choice(["", "", "link", "code", "paper"])
        if way:
            confirmed(row, way)
    return letter


def recount(letter: Letter) -> dict:
    """The same figures row by row: town → (sent, by link, by code, on paper, missing)."""
    counted: dict = {}
    for row in LetterRecipient.objects.filter(letter=letter):
        ways = counted.setdefault(row.enterprise.town_id, Counter())
        ways[row.receipt.way if hasattr(row, "receipt") else "missing"] += 1
    names = ("link", "code", "paper", "missing")
    return {
        town: (sum(ways.values()), *(ways[name] for name in names))
        for town, ways in counted.items()
    }


def test_the_figures_by_town_are_those_of_a_recount(district, many):
    rows = letter_by_town(letter=many, user=district.officer)
    found = {row.town and row.town.pk: (row.sent, *row.ways.values(), row.missing) for row in rows}
    assert found == recount(many)
    whole = letter_in_all(rows)
    assert (whole.sent, whole.confirmed + whole.missing) == (40, 40)


def test_each_figure_opens_the_very_rows_it_counts(district, many, signed_in):
    client, page = signed_in(district.officer), reverse("letters:recipients", args=[many.number])
    for town, (sent, *ways, missing) in recount(many).items():
        if town is None:
            continue
        asked = {"": sent, "receipt=missing": missing, "receipt=confirmed": sum(ways)}
        asked |= {f"way={way}": n for way, n in zip(Receipt.Way.values, ways, strict=True)}
        for query, number in asked.items():
            answer = client.get(f"{page}?town={town}&{query}")
            assert (query, answer.context["count"].number) == (query, number)


def test_a_town_sees_its_own_and_no_more(district, many, signed_in):
    mine = recount(many)[district.town.pk]
    rows = letter_by_town(letter=many, user=district.town_head)
    assert [(row.town, row.sent, row.missing) for row in rows] == [
        (district.town, mine[0], mine[-1])
    ]
    listed = signed_in(district.visitor).get(reverse("letters:recipients", args=[many.number]))
    assert listed.context["count"].number == mine[0]
    other = many.recipients.exclude(enterprise__town=district.town).first()
    codes = [
        signed_in(person).get(reverse("letters:recipient", args=[other.pk])).status_code
        for person in (district.visitor, district.officer)
    ]
    assert codes == [404, 200]


@pytest.mark.parametrize("sort", ["", "name", "-name", "confirmed", "-confirmed"])
def test_the_list_is_sorted_and_searched(district, many, signed_in, sort):
    client, page = signed_in(district.officer), reverse("letters:recipients", args=[many.number])
    rows = client.get(f"{page}?sort={sort}").context["page"].rows
    assert len(rows) == 40
    came = [row.receipt.confirmed_at for row in rows if hasattr(row, "receipt")]
    names = [row.enterprise.initials for row in rows]
    ordered = {"name": names, "-name": names[::-1], "confirmed": came, "-confirmed": came[::-1]}
    assert ordered.get(sort, []) == sorted(ordered.get(sort, []))
    name = rows[0].enterprise.name
    assert client.get(page, {"q": name}).context["count"].number == 1


def test_the_workbook_holds_the_figures_and_each_recipient(district, many, signed_in):
    url = reverse("letters:workbook", args=[many.number])
    answer = signed_in(district.officer).get(url)
    assert faults_of(answer.content) == []
    towns, rows = sheets_of(answer.content).values()
    whole = towns[-1]
    assert (whole[1], whole[2] + whole[3] + whole[4] + whole[5]) == (40, 40)
    kept = [row for row in rows if row[5]]
    assert len(kept) == Receipt.objects.count()
    mine = signed_in(district.town_head).get(url)
    assert len(list(sheets_of(mine.content).values())[1]) == recount(many)[district.town.pk][0]


def test_the_paper_has_a_page_for_each_that_is_missing(district, many, signed_in):
    url = reverse("letters:sheets", args=[many.number])
    town = district.town.pk
    answer = signed_in(district.visitor).get(f"{url}?town={town}&receipt=missing")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") == recount(many)[town][-1]


def test_a_long_letter_goes_on_to_a_second_page_with_its_receipt(district):
    letter = LetterFactory(is_sent=True, body="一、保持通道畅通。\n" * 60)
    row = LetterRecipientFactory(letter=letter)
    content = letter_paper(letter, [row], {row.pk: "https://example.org/public/letter/abc/"})
    assert content.count(b"/Type /Page\n") > 1


def test_too_much_paper_at_once_says_to_go_town_by_town(district, many, signed_in, monkeypatch):
    monkeypatch.setattr("letters.views.reading.MOST_SHEETS", 3)
    answer = signed_in(district.officer).get(reverse("letters:sheets", args=[many.number]))
    assert (answer.status_code, "town by town" in answer.content.decode()) == (400, True)


def test_home_names_the_letters_with_missing_receipts_while_they_can_come(
    district, many, signed_in
):
    for person in (district.town_head, district.visitor, district.officer):
        assert [one.pk for one in letters_missing(user=person, permission=RECORD)] == [many.pk]
    page = signed_in(district.visitor).get("/").content.decode()
    assert f"{recount(many)[district.town.pk][-1]} receipts missing" in page
    letter_close(actor=district.officer, letter=many)
    assert not letters_missing(user=district.visitor, permission=RECORD).exists()


@pytest.mark.parametrize("role", [Role.DISTRICT_LEADER, Role.REPORT_STAFF, Role.HANDLER])
def test_home_names_them_to_nobody_else(many, person_with, role):
    assert not letters_missing(user=person_with(role), permission=RECORD).exists()


def test_the_page_of_an_enterprise_shows_its_letters(district, letter, signed_in):
    page = reverse("enterprises:detail", args=[district.firm.pk])
    assert letter.title in signed_in(district.visitor).get(page).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("state=draft", 1), ("missing=yes", 1), ("missing=no", 1), ("q=消防", 1)],
)
def test_the_letters_are_filtered(district, signed_in, query, found):
    LetterFactory(created_by=district.officer, title="消防告知书")
    LetterRecipientFactory(letter__created_by=district.officer)
    ReceiptFactory(recipient__letter__created_by=district.officer)
    answer = signed_in(district.officer).get(f"{reverse('letters:list')}?{query}")
    assert answer.context["count"].number == found


def test_late_receipts_are_said_to_be_late(district, letter, signed_in):
    client = signed_in(district.officer)
    assert "receipts coming in" in client.get(letter.get_absolute_url()).content.decode()
    Letter.objects.update(reply_by_on=timezone.localdate() - timedelta(days=1))
    assert "receipts late" in client.get(letter.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [2, 60])
def test_the_pages_cost_the_same_however_many_there_are(
    district, number, signed_in, django_assert_num_queries
):
    letter = LetterFactory(is_sent=True, created_by=district.officer)
    for place in range(number):
        firm = EnterpriseFactory(town=district.town)
        row = LetterRecipientFactory(letter=letter, enterprise=firm)
        if place % 2:
            confirmed(row, "paper")
        LetterRecipientFactory(letter__created_by=district.officer)
    client = signed_in(district.visitor)
    pages = {
        reverse("letters:list"): LIST,
        letter.get_absolute_url(): DETAIL,
        reverse("letters:recipients", args=[letter.number]): RECIPIENTS,
        reverse("letters:recipient", args=[letter.recipients.first().pk]): RECIPIENT,
    }
    for page, queries in pages.items():
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200
