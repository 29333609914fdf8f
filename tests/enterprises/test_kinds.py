"""Kinds of target: which facts each has, in the form, in an import, in the database."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from enterprises.kinds import FACTS, FACTS_OF_KIND
from enterprises.models import Enterprise
from enterprises.services import enterprise_save
from organizations.roles import Role
from tests.enterprises.shared import CODE, checked_job, csv_file
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.each_database

HOUSEHOLD = Enterprise.Kind.HOUSEHOLD


@pytest.fixture
def office(person_with):
    return person_with(Role.VISIT_OFFICE)


@pytest.fixture
def browser(office, signed_in):
    return signed_in(office)


def test_every_kind_says_which_facts_it_has():
    assert set(FACTS_OF_KIND) == set(Enterprise.Kind.values)
    assert {name for facts in FACTS_OF_KIND.values() for name in facts} == FACTS


@pytest.mark.parametrize(
    "facts",
    [{"uscc": CODE}, {"contact_name": "钱"}, {"legal_representative": "赵"}, {"address": ""}],
)
@pytest.mark.django_db
def test_the_database_keeps_a_household_by_its_address_only(facts):
    household = {"kind": HOUSEHOLD, "address": "东湖村3组8号", "name": "东湖村3组8号"}
    with pytest.raises(IntegrityError):
        Enterprise.objects.bulk_create([Enterprise(**{**household, **facts})])


@pytest.mark.parametrize("kind", Enterprise.Kind.values)
def test_the_form_asks_only_for_what_the_kind_has(kind, browser):
    piece = browser.post(reverse("enterprises:form_fields"), {"kind": kind, "address": "一路1号"})
    asked = set(piece.context["form"].fields)
    assert asked - {"kind", "is_active", "seen_at"} == FACTS_OF_KIND[kind] - {"industry"}
    assert "一路1号" in piece.content.decode()


def test_a_household_is_saved_by_its_address_and_called_so(browser):
    sent = {"kind": HOUSEHOLD, "address": "东湖村3组8号", "uscc": CODE, "is_active": "on"}
    browser.post(reverse("enterprises:create"), sent)
    household = Enterprise.objects.get()
    assert (household.kind, household.name, household.uscc) == (HOUSEHOLD, "东湖村3组8号", None)
    refused = browser.post(reverse("enterprises:create"), {**sent, "address": ""})
    assert "address" in refused.context["form"].errors


def test_a_new_enterprise_needs_a_code_but_one_without_may_still_be_changed(browser):
    sent = {"kind": "enterprise", "name": "东湖机械厂", "is_active": "on"}
    assert "uscc" in browser.post(reverse("enterprises:create"), sent).context["form"].errors
    old = EnterpriseFactory(name="老厂")
    answer = browser.post(reverse("enterprises:change", args=[old.pk]), sent)
    assert answer.status_code == 302
    assert (
        browser.post(reverse("enterprises:create"), {**sent, "kind": "project"}).status_code == 302
    )


def test_what_the_new_kind_does_not_have_is_given_up_and_recorded(office):
    firm = EnterpriseFactory(name="东湖机械厂", uscc=CODE, address="一路1号", contact_name="钱")
    enterprise_save(
        actor=office,
        enterprise=firm,
        values={"kind": HOUSEHOLD, "address": "一路1号", "town": None},
    )
    firm.refresh_from_db()
    assert (firm.name, firm.uscc, firm.contact_name) == ("一路1号", None, "")


HEADER = "走访对象类型,企业名称,统一社会信用代码,地址,联系人,重点企业,风险等级"


@pytest.mark.parametrize(
    ("row", "verdict", "code"),
    [
        ("住户,,,东湖村3组8号,,,", "added", None),
        ("住户,,,,,,", "refused", "address_missing"),
        (f"住户,,{CODE},东湖村3组8号,,,", "refused", "household_by_address_only"),
        ("住户,赵家,,东湖村3组8号,赵,,", "added", "not_of_kind"),
        ("项目,安置房二期,,一路1号,钱,是,红色", "added", None),
        ("企业,东湖机械厂,,一路1号,钱,重点,黄", "added", "uscc_missing"),
        ("企业,东湖机械厂,,一路1号,钱,大概,紫", "added", "not_yes_or_no"),
    ],
)
def test_a_file_is_read_by_the_kind_in_its_row(row, verdict, code, office):
    read = checked_job(office, csv_file(HEADER.split(","), row.split(","))).rows.get()
    codes = [message[2] for message in read.messages]
    assert (read.verdict, code in codes if code else codes == []) == (verdict, True), codes
