"""A real browser for the tests marked ``browser``: Chromium at a phone's and a desk's width."""

import time
from weakref import WeakKeyDictionary

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

PASSWORD = "correct horse battery"
SIZES = {"phone": (390, 844), "desk": (1440, 900)}
PATIENCE = 15_000
"""Milliseconds a page may take to show what is expected; a busy machine needs seconds."""
QUIET = 0.12
"""Seconds without a request after which a page stands."""
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """Return a maker of pages: ``open_page("phone", user)``; errors in the console fail the test.

    Service workers run where a test asks for them: what they keep is no part of the others.
    """
    complaints, contexts = [], []

    def make(
        size: str = "desk", user=None, password: str = PASSWORD, *, scripts=True, workers=False
    ) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            service_workers="allow" if workers else "block",
        )
        contexts.append(context)
        _follow(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: _note(line, complaints))
        if user:
            log_in(page, user.username, password)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def _note(line, complaints: list[str]) -> None:
    is_refusal = "Failed to load resource" in line.text
    if line.type == "error" and not is_refusal:
        complaints.append(line.text)


_under_way: WeakKeyDictionary[BrowserContext, set] = WeakKeyDictionary()


def _follow(context: BrowserContext) -> None:
    """Know what its pages have asked for and not got yet."""
    asked = _under_way.setdefault(context, set())
    context.on("request", lambda request: asked.add(request))
    for ended in ("requestfinished", "requestfailed"):
        context.on(ended, lambda request: asked.discard(request))


def settle(page: Page) -> None:
    """Wait until the page stands: loaded, and nothing asked for any more."""
    page.wait_for_load_state()
    ends = time.monotonic() + PATIENCE / 1000
    quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < QUIET and time.monotonic() < ends:
        page.wait_for_timeout(20)
        if _under_way.get(page.context):
            quiet_since = time.monotonic()


def log_in(page: Page, username: str, password: str) -> None:
    page.goto("/login/?next=/account/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.click("button.btn-primary")
    page.wait_for_url("**/account/")


def faults_of(page: Page) -> list[str]:
    """What anybody would trip over: axe's violations, and a page wider than the screen."""
    found = [
        f"{violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("the page scrolls sideways")
    return found
