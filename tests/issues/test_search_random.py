"""Search agrees with a plain look through the texts; script/test asks it of both databases."""

import random

import pytest

from core.fields import bigrams
from issues.models import Case
from issues.selectors.lists import found_by
from tests.factories import CaseFactory, EnterpriseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

SIGNS = "焊焊工工用房料Kk19-%_'、 "
ROUNDS = 300


@pytest.fixture
def draw():
    return random.Random(20260302)


@pytest.fixture
def cases(draw) -> list[Case]:
    """Cases with texts of few different signs, so that most pairs stand in many of them."""
    firms = [EnterpriseFactory(name=drawn(draw, 6) or "厂") for _n in range(5)]
    made = []
    for _n in range(80):
        facts = {"title": drawn(draw, 8), "description": drawn(draw, 20)}
        case = CaseFactory.build(enterprise=draw.choice(firms), **facts, registered_by=None)
        made.append(case)
    unit, person = CaseFactory(enterprise=firms[0]).oversight_unit, Case.objects.get().registered_by
    for case in made:
        case.oversight_unit, case.registered_by = unit, person
        case.search = case.searchable_text()
    Case.objects.bulk_create(made)
    return list(Case.objects.select_related("enterprise"))


def drawn(draw: random.Random, most: int) -> str:
    return "".join(draw.choices(SIGNS, k=draw.randint(1, most)))


def holds(case: Case, word: str) -> bool:
    """What a person who reads the texts would say."""
    if len(word) == 1:
        names = (case.title, case.enterprise.name)
        return any(text.lower().startswith(word.lower()) for text in names)
    texts = (case.title, case.enterprise.name, case.number, case.description, case.root_cause)
    there = any(word.lower() in text.lower() for text in texts)
    pairs = bigrams(word)
    return there and bool(pairs) and set(pairs) <= set(bigrams(case.searchable_text()))


def test_what_is_found_is_what_holds_every_word(draw, cases):
    hits = 0
    for _n in range(ROUNDS):
        words = drawn(draw, 3) + draw.choice(["", " " + drawn(draw, 2)])
        found = set(Case.objects.filter(found_by(words)).values_list("pk", flat=True))
        ought = {case.pk for case in cases if all(holds(case, word) for word in words.split())}
        assert found == ought, words
        hits += len(found)
    assert hits > ROUNDS
