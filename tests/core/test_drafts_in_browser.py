"""What was typed is kept until it is saved, whatever comes back instead."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from enterprises.models import Enterprise
from organizations.roles import Role
from tests.browser import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(person_with, open_page):
    """The form of a new enterprise, with its name typed."""
    page = open_page("phone", person_with(Role.VISIT_OFFICE, username="officer"))
    page.goto("/enterprises/new/")
    page.fill("#id_name", "江南精密机械有限公司")
    page.fill("#id_uscc", "913100001000039909")
    return page


def save(page):
    page.click("form[data-draft] button.btn-primary")


def test_it_comes_back_after_the_login_that_the_sending_met(form):
    Session.objects.all().delete()
    save(form)
    form.fill("#id_username", "officer")
    form.fill("#id_password", PASSWORD)
    form.click("button.btn-primary")
    expect(form.locator("#id_name")).to_have_value("江南精密机械有限公司")
    assert not Enterprise.objects.exists()
    save(form)
    form.wait_for_url(re.compile(r"/enterprises/\d+/$"))
    form.goto("/enterprises/new/")
    expect(form.locator("#id_name")).to_have_value("")
    assert Enterprise.objects.get().name == "江南精密机械有限公司"


def test_it_comes_back_after_a_page_that_says_what_went_wrong(form):
    form.context.clear_cookies(name="csrftoken")
    save(form)
    expect(form.locator("[data-gate]")).to_be_visible()
    form.goto("/enterprises/new/")
    expect(form.locator("#id_name")).to_have_value("江南精密机械有限公司")
