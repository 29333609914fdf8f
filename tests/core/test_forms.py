import pytest
from django import forms

from core.filters import period
from core.forms import FindSelect, LookupSelect, LookupSelectMultiple
from core.templatetags.ui import chosen
from organizations.models import Organization
from tests.factories import OrganizationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


class Dispatch(forms.Form):
    lead = forms.ModelChoiceField(
        queryset=Organization.objects.all(),
        widget=LookupSelect("organizations:unit_lookup", placeholder="Unit"),
    )
    supports = forms.ModelMultipleChoiceField(
        queryset=Organization.objects.all(),
        widget=LookupSelectMultiple("organizations:unit_lookup"),
    )


@pytest.fixture
def units():
    return [OrganizationFactory(name=name) for name in ("人社局", "市监局", "应急局")]


def test_only_the_chosen_rows_stand_in_the_page(units, django_assert_num_queries):
    form = Dispatch({"lead": units[0].pk, "supports": [units[1].pk]})
    assert form.is_valid()
    with django_assert_num_queries(2):
        page = str(form["lead"]) + str(form["supports"])
    assert "人社局" in page
    assert "市监局" in page
    assert "应急局" not in page
    assert 'data-lookup-url="/units/lookup/"' in page
    assert 'data-placeholder="Unit"' in page


def test_any_row_of_the_table_may_be_chosen(units):
    form = Dispatch({"lead": units[2].pk, "supports": [unit.pk for unit in units[:2]]})
    assert form.is_valid()
    assert form.cleaned_data["lead"] == units[2]


@pytest.mark.parametrize("value", ["", "x", "999999", "1; drop"])
def test_what_is_no_row_is_refused_and_shown_empty(units, value):
    form = Dispatch({"lead": value, "supports": [value]})
    assert not form.is_valid()
    assert "selected" not in str(form["lead"]).replace('<option value="" selected>', "")


def test_a_chip_names_what_was_chosen(units, django_assert_num_queries):
    form = Dispatch({"lead": units[0].pk, "supports": [units[0].pk, units[1].pk]})
    assert chosen(form["lead"]) == "人社局"
    with django_assert_num_queries(1):
        assert chosen(form["supports"]) == "人社局、市监局"
    assert chosen(Dispatch()["lead"]) == ""


def test_a_select_is_found_by_the_pinyin_initials_of_its_options():
    shown = FindSelect(choices=[(7, "何宇（人社局）")]).render("handler", None)
    assert 'data-initials="hyrsj"' in shown
    assert "data-find" in shown


def test_a_period_that_ends_before_it_begins_says_so():
    class Search(forms.Form):
        day = period("day", "Day").field

    form = Search({"day_after": "2026-03-02", "day_before": "2026-03-01"})
    assert form.errors["day"] == ["The last day lies before the first. Swap them."]
    assert Search({"day_after": "2026-03-01", "day_before": "2026-03-01"}).is_valid()
