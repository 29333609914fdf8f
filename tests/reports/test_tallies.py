"""The tallies say at every moment what a recount of the cases says."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from issues.models import CampaignMark, Case
from reports.models import Tally
from reports.selectors.recount import cases_misread, tallies_compared
from reports.services.tallies import tallies_fold, tallies_renew
from reports.tallies import BY
from reports.triggers import are_standing, triggers_lift
from tests.reports.district import NOW, random_district

pytestmark = pytest.mark.each_database


@pytest.fixture
def cases(db):
    with time_machine.travel(NOW, tick=False):
        return random_district(5, 40)


def differences():
    return [*tallies_compared(NOW), *cases_misread()]


def test_the_database_keeps_the_tallies_by_the_present_definitions(db):
    """Whoever makes the case table anew, or changes a definition, ends with ``tallies_renew``."""
    assert are_standing(connection)


def test_folding_and_renewing_leave_every_figure_as_it_is(cases):
    Case.objects.filter(dispatched_at__isnull=False).update(satisfaction=5)
    lines = Tally.objects.count()
    assert differences() == []
    assert tallies_fold() == lines
    assert tallies_fold() == 0
    assert 0 < Tally.objects.count() < lines
    assert differences() == []
    tallies_renew()
    assert differences() == []


def test_a_change_by_a_bare_statement_is_counted_too(cases):
    tallies_fold()
    Case.objects.filter(lead_unit=cases[0].lead_unit).update(
        campaign=CampaignMark.objects.create(name="企业服务月"),
        state="merged",
        merged_into=cases[-1],
    )
    assert differences() == []
    Case.objects.filter(pk__in=[case.pk for case in cases[:9]]).delete()
    assert differences() == []


def test_a_line_too_many_is_named(cases):
    line = Tally.objects.filter(closure_denominator=1).first()
    line.pk = None
    line.save()
    place = tuple(getattr(line, name) for name in BY)
    assert (place, "closure_denominator") in [one[:2] for one in differences()]


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"returned": Case.Returned.AGREED}, "whether it was returned"),
        ({"dispatched_month": 202401}, "another day"),
        ({"dispatched_day": 20240101}, "another day"),
    ],
    ids=str,
)
def test_a_case_that_repeats_wrongly_what_decides_a_figure_is_named(cases, facts, what):
    case = next(case for case in cases if case.dispatched_at)
    Case.objects.filter(pk=case.pk).update(**facts)
    [(number, told)] = cases_misread()
    assert number == case.number
    assert what in told


def test_the_command_names_what_is_wrong_and_counts_anew(cases, capsys):
    call_command("figures_verify")
    assert "equals a recount" in capsys.readouterr().out
    Tally.objects.filter(closure_denominator=1).first().delete()
    with pytest.raises(SystemExit):
        call_command("figures_verify")
    assert "closure_denominator is kept as" in capsys.readouterr().err
    call_command("figures_verify", renew=True)


def test_a_database_that_no_longer_keeps_the_figures_is_told(cases, capsys):
    triggers_lift(connection)
    with pytest.raises(SystemExit):
        call_command("figures_verify")
    assert "--renew" in capsys.readouterr().err
