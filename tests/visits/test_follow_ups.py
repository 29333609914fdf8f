"""A visit that follows another up: it names it, and each leads to the other."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from core.errors import NotSo
from tests.factories import EnterpriseFactory, VisitFactory
from visits.models import Visit
from visits.services import FindingEntry

DEMAND = FindingEntry(kind="demand", title="缺焊工二十名")


@pytest.fixture
def first(log):
    return log(findings=[DEMAND])


@pytest.fixture
def second(first, log):
    return log(mode="follow_up", follows=first)


def page(client, visit):
    return client.get(reverse("visits:detail", args=[visit.number])).content.decode()


def test_each_of_the_two_leads_to_the_other(first, second, district, signed_in):
    client = signed_in(district.visitor)
    assert f'href="/visits/{second.number}/"' in page(client, first)
    assert f'href="/visits/{first.number}/"' in page(client, second)


def test_who_may_not_see_the_later_visit_is_not_led_to_it(first, district, log, signed_in):
    second = log(actor=district.officer, mode="follow_up", follows=first)
    assert second.number not in page(signed_in(district.visitor), first)
    assert second.number in page(signed_in(district.officer), first)


def test_the_case_names_the_visit_that_brought_it_and_those_since(
    first, second, district, signed_in
):
    case = first.findings.get().case
    shown = signed_in(district.officer).get(case.get_absolute_url()).content.decode()
    for visit in (first, second):
        assert f'href="/visits/{visit.number}/"' in shown


def test_the_page_of_a_follow_up_begins_with_what_it_follows(first, district, signed_in):
    shown = signed_in(district.visitor).get(reverse("visits:log"), {"follows": first.number})
    form = shown.context["page"].form
    assert (form.initial["mode"], form.initial["follows"]) == ("follow_up", first.pk)
    assert f'<option value="{first.pk}" selected>' in shown.content.decode()
    assert "data-begun" in shown.content.decode()


@pytest.mark.parametrize("number", ["ZF2020999999", "x"])
def test_following_up_no_visit_is_not_found(number, team, district, signed_in):
    client = signed_in(district.visitor)
    assert client.get(reverse("visits:log"), {"follows": number}).status_code == 404


def test_a_follow_up_names_a_visit_to_the_same_enterprise(first, log):
    for follows in (None, VisitFactory(enterprise=EnterpriseFactory())):
        with pytest.raises(NotSo) as refused:
            log(mode="follow_up", follows=follows)
        assert list(refused.value.fields) == ["follows"]


def test_the_database_refuses_a_follow_up_of_nothing(first, second):
    with pytest.raises(IntegrityError):
        Visit.objects.filter(pk=second.pk).update(follows=None)
