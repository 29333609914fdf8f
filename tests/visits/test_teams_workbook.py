"""The teams with their enterprises, taken away by who may, within what they see."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.models import TrailEntry
from tests.factories import EnterpriseFactory, TeamEnterpriseFactory, VisitFactory, VisitTeamFactory
from visits.services import teams_export


def sheets(client) -> dict[str, list[tuple]]:
    response = client.get(reverse("visits:teams_export"))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return {
        sheet.title: [row[1:] for row in sheet.iter_rows(min_row=4, values_only=True)]
        for sheet in book
    }


def test_it_holds_each_team_and_whom_it_serves_today(district, team, signed_in):
    VisitFactory(enterprise=district.firm, visited_at=timezone.now(), logged_by=district.officer)
    over = TeamEnterpriseFactory(team=team, since_on=timezone.localdate())
    over.since_on = over.until_on = timezone.localdate() - timedelta(days=1)
    over.save()
    found = sheets(signed_in(district.officer, "zh-hans"))
    assert list(found) == ["走访组", "走访组服务企业名单"]
    (line,) = found["走访组"]
    assert line[:2] == (team.name, str(district.leader))
    served = found["走访组服务企业名单"]
    assert [row[:2] for row in served] == [(team.name, district.firm.name)]
    assert served[0][-1].date() == timezone.localdate()
    assert TrailEntry.objects.get(action="teams_export").changes["rows"]["走访组"] == 1


def test_whom_nobody_has_visited_is_said_so(district, team, signed_in):
    ((*_facts, last),) = sheets(signed_in(district.officer, "zh-hans"))["走访组服务企业名单"]
    assert last == "尚未走访"


def test_a_leader_takes_only_their_own_team_and_its_enterprises(district, team, signed_in):
    other = VisitTeamFactory(name="别组")
    TeamEnterpriseFactory(team=other, enterprise=EnterpriseFactory(name="别组的厂"))
    texts = str(sheets(signed_in(district.visitor, "zh-hans")))
    assert district.firm.name in texts
    assert "别组" not in texts


@pytest.mark.parametrize("more", [0, 20])
def test_it_takes_the_same_statements_however_many_rows(
    more, district, team, django_assert_num_queries
):
    for _n in range(more):
        TeamEnterpriseFactory(team=team, enterprise=EnterpriseFactory())
    teams_export(actor=district.officer, file=io.BytesIO())
    with django_assert_num_queries(6):
        teams_export(actor=district.officer, file=io.BytesIO())
