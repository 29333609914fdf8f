"""Lists and the leader's page through the whole product, beside the statement of their rows."""

import base64
import json
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Avg, Count, Max
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from core.paging import KeysetPage
from issues.filters import CaseFilter, DemandFilter
from issues.models import Case
from organizations.models import User
from tests.benchmarks.measure import compare, fetched

COMMON, TELLING, ABSENT = "企业", "消防", "鱻龘"


def lines():
    office = User.objects.get(username="office")
    browser = Client(headers={"host": "localhost"})
    browser.force_login(office)
    yield from _list(browser, office)
    for words, told in ((COMMON, "common"), (ABSENT, "absent")):
        yield _first(browser, office, f"Search for a {told} word", CaseFilter, "case", f"q={words}")
    for words, told in ((COMMON, "common"), (TELLING, "telling"), (ABSENT, "absent")):
        rows = CaseFilter(QueryDict(f"q={words}"), user=office).ordered[:51]
        address = f"{reverse('reports:search')}?q={words}"
        yield compare(f"Search page, a {told} word", _opened(browser, address), fetched(rows))
    leader = User.objects.get(username="leader")
    browser = Client(headers={"host": "localhost"})
    browser.force_login(leader)
    yield _first(browser, leader, "List of a leader's charge", CaseFilter, "case", "")
    yield _figures("principal")


def _opened(browser: Client, address: str):
    def run():
        answer = browser.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")

    return run


def _first(browser, user, what: str, kind, name: str, query: str):
    rows = kind(QueryDict(query), user=user).ordered[:51]
    address = f"{reverse(f'issues:{name}_list')}?{query}"
    return compare(what, _opened(browser, address), fetched(rows))


def _list(browser, user):
    query = "state=closed"
    yield _first(browser, user, "Filtered list, first page", DemandFilter, "demand", query)
    found = DemandFilter(QueryDict(query), user=user)
    deep = found.ordered[found.qs.count() * 9 // 10]
    values = [getattr(deep, key.lstrip("-")) for key in found.order]
    told = json.dumps([list(found.order), values], cls=DjangoJSONEncoder, separators=(",", ":"))
    after = base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")
    page = KeysetPage(found.qs, order=found.order, after=after)
    if page._start is None:
        raise SystemExit("The cursor of the deep page was not understood.")
    beyond = found.qs.filter(pk__lt=deep.pk).order_by(*found.order)[:51]
    address = f"{reverse('issues:demand_list')}?{query}&after={after}"
    yield compare("Filtered list, page at nine tenths", _opened(browser, address), fetched(beyond))


def _figures(username: str):
    user = User.objects.get(username=username)
    browser = Client(headers={"host": "localhost"})
    browser.force_login(user)
    last = Case.objects.aggregate(at=Max("dispatched_at"))["at"]
    first = last - timedelta(days=91)
    rows = (
        Case.objects.filter(dispatched_at__gte=first, dispatched_at__lte=last)
        .values("lead_unit_id", "dispatched_month")
        .annotate(number=Count("id"), closed=Count("closed_at"), liked=Avg("satisfaction"))
        .order_by()
    )
    address = f"{reverse('reports:figures')}?from={first:%Y-%m-%d}&to={last:%Y-%m-%d}"
    return compare("Leader's page, a quarter", _opened(browser, address), fetched(rows), times=3)
