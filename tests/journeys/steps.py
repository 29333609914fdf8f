"""What people do on the pages, in their own words: each step as one call."""

import re

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from issues.workflow import Kind
from tests.browser import PASSWORD


def log_in_by_hand(page: Page, user) -> None:
    """Through the login page, as after opening the address for the first time."""
    page.goto("/")
    page.wait_for_url("**/login/**")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    page.click("button.btn-primary")
    page.wait_for_url(re.compile(r"/$"))


def choose(page: Page, field: str, typed: str, shown: str) -> None:
    """Find by typing in the select with the id ``field``, and take the row that reads ``shown``."""
    box = page.locator(f"#{field} + .ts-wrapper")
    box.locator(".ts-control").click()
    page.keyboard.type(typed, delay=30)
    box.locator(".option", has_text=shown).first.click()
    expect(box.locator(".item", has_text=shown)).to_have_count(1)


def add_finding(page: Page, kind: str, title: str, **facts) -> str:
    """Add a card; return the prefix of its fields."""
    page.click(f"[data-finding-add] [data-kind={kind}]")
    card = page.locator("[data-finding]").last
    prefix = card.locator("input[name$=-title]").get_attribute("name").removesuffix("title")
    page.fill(f"[name={prefix}title]", title)
    for name, value in facts.items():
        page.fill(f"[name={prefix}{name}]", value)
    return prefix


def take_photo(page: Page, field: str, photo: dict) -> None:
    """Choose a photo, and wait until the phone keeps it."""
    camera = page.locator(f"[data-camera={field}]")
    camera.locator("input[type=file]").last.set_input_files(photo)
    expect(camera.locator("[data-photos] li:not([aria-busy])")).to_have_count(1)


def tick(page: Page, name: str, value: str) -> None:
    """Press the words of a radio button."""
    page.locator(f"label:has(input[name={name}][value={value}])").first.click()


def save_visit(page: Page) -> str:
    """Save; return the number of the visit whose page opens."""
    page.click("[data-send]")
    page.wait_for_url(re.compile(r"/visits/ZF\d+/"))
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def address_of(case) -> str:
    return f"/{'hazards' if case.kind == Kind.HAZARD else 'cases'}/{case.number}/"


def step(page: Page, case, move: str, **facts) -> None:
    """Open the case, press the button of the move, fill in the form and send it."""
    address = f"{address_of(case)}{move}/"
    if not page.url.endswith(address):
        page.goto(address_of(case))
        page.click(f'a[href="{address}"]')
    for name, value in facts.items():
        fill(page.locator("form.form-page"), name, value)
    page.click(".form-actions .btn-primary")
    page.wait_for_url(lambda url: not url.endswith(address))


def fill(form: Locator, name: str, value) -> None:
    """Put a value into the field, by whatever its kind asks for."""
    field = form.locator(f"[name={name}]")
    kind = field.first.get_attribute("type")
    if kind == "radio":
        form.locator(f"[name={name}][value='{value}']").check()
    elif kind == "file":
        field.last.set_input_files(value)
    elif field.and_(form.locator("select.form-select:not(.tomselected)")).count():
        field.select_option(value)
    elif field.first.evaluate("node => node.tagName") == "SELECT":
        choose(form.page, field.first.get_attribute("id"), value, value)
    else:
        field.fill(value)


def expect_state(page: Page, case, state) -> None:
    """The case's own page says where it stands."""
    with translation.override("zh-hans"):
        word = str(state.label)
    page.goto(address_of(case))
    expect(page.locator(".page-header .badge-state", has_text=word).first).to_be_visible()
