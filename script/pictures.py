"""Takes each page at a phone's and a desk's width, as the people of the demonstration see it."""

import argparse
import importlib
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SIZES = {390: 844, 1440: 900, 1920: 1080, 3840: 2160}
OF_EVERY_PAGE = (390, 1440)
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--lang=zh-CN",
]
SECONDS_TO_START = 60
COLOURS = 256


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        _environment(options.var or Path(temporary))
        _manage("migrate", "--verbosity", "0")
        _manage("demo_load", "--scale", options.scale)
        with _server() as address, _chromium() as browser:
            return _take(browser, address, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--var", type=Path)
    parser.add_argument("--scale", default="full")
    parser.add_argument("--full", action="store_true", help="the whole length of each page")
    return parser.parse_args()


def _environment(var: Path) -> None:
    """A place of its own, whatever the surroundings say; read by the children and by Django here."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "DEBUG": "0",
        "VAR_DIR": str(var.resolve()),
    }
    sys.path.insert(0, str(ROOT))


def _manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True)


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}"]
    with Path(os.environ["VAR_DIR"], "web.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str) -> None:
    limit = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise SystemExit(f"The web server did not answer at {address}.")


@contextmanager
def _chromium() -> Iterator[Browser]:
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    path = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=FLAGS, env={**os.environ, "LANGUAGE": "zh_CN"}
        )
        yield browser
        browser.close()


def _take(browser: Browser, address: str, options: argparse.Namespace) -> int:
    """Every page for every width; a page that cannot be taken is told, and fails the run."""
    shots = _shots()
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in shots.SHOTS if not options.names or shot.name in options.names]
    failed = []
    for width in SIZES:
        pages: dict[str, Page] = {}
        for shot in (one for one in wanted if width in OF_EVERY_PAGE or one.is_for_walls):
            try:
                page = pages.get(shot.who) or _page(browser, address, width, shot.who)
                pages[shot.who] = page
                picture = _picture(page, shot, options.full)
                _save(picture, options.out / f"{shot.name}-{width}.png")
            except Exception as problem:
                failed.append(f"{shot.name} at {width}: {str(problem).splitlines()[0]}")
        for page in pages.values():
            page.context.close()
    print("\n".join(failed) or f"Taken: {len(wanted)} pages in {options.out}", flush=True)
    return 1 if failed else 0


def _shots():
    """The list of the pages; it asks the database, so it is read when there is one."""
    django.setup()
    return importlib.import_module("shots")


def _page(browser: Browser, address: str, width: int, who: str) -> Page:
    """A page in which ``who`` has logged in; nobody has, if it is empty."""
    context = browser.new_context(
        base_url=address,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": SIZES[width]},
        has_touch=width < 1000,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    if who:
        page.goto("/login/?next=/account/")
        page.fill("#id_username", who)
        page.fill("#id_password", _shots().PASSWORD)
        page.click("button.btn-primary")
        page.wait_for_url("**/account/")
    return page


def _picture(page: Page, shot, is_full: bool) -> bytes:
    address = shot.address() if callable(shot.address) else shot.address
    response = page.goto(address)
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    if shot.prepare:
        shot.prepare(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    return page.screenshot(full_page=is_full)


def _save(picture: bytes, path: Path) -> None:
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
