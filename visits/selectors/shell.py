"""Which pages a phone opens without a signal, which static files they need, in which version.

The files are read from the templates and modules themselves, so that no list has to be kept.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django_htmx.jinja import htmx_script

from core.templatetags.ui import vendor


@dataclass(frozen=True)
class KeptPage:
    """A page to write on; ``kind`` is its name in static/js/visit_drafts.js, ``label`` its words."""

    kind: str
    url_name: str
    template: str
    label: object
    permission: str


VISIT = KeptPage("visit", "visits:log", "visits/log.html", _("Log a visit"), "visits.visit_log")
ALWAYS = ("base.html", "visits/phone.html")
_kept = [VISIT]
NAMED = re.compile(r'{% static "([^"]+)" %}')
VENDORED = re.compile(r'{% vendor "([^"]+)" "([^"]+)" %}')
IMPORTED = re.compile(r'\b(?:from|import) ?\(?"\./([\w.]+)"')
SOURCE = re.compile(r'src="([^"]+)"')
ICONS = ("bootstrap-icons", "sprite.svg")


def is_pinned() -> bool:
    """Whether the names of static files change with what is in them."""
    return hasattr(staticfiles_storage, "hashed_files")


def kept_page_add(page: KeptPage) -> None:
    """Let phones keep a page of an app above."""
    _kept.append(page)


def kept_pages() -> list[KeptPage]:
    return list(_kept)


def shell_files(pages: Iterable[KeptPage] = ()) -> list[str]:
    """The addresses of all static files the kept pages ask for, each once; by default of all."""
    found = [vendor(*ICONS), *SOURCE.findall(htmx_script())]
    for template in (*ALWAYS, *(page.template for page in pages or _kept)):
        source = get_template(template).template.source
        found += [vendor(*names) for names in VENDORED.findall(source)]
        for name in NAMED.findall(source):
            found += [static(one) for one in _with_imports(name)]
    return list(dict.fromkeys(found))


def _with_imports(name: str) -> list[str]:
    """The file and, for a module, all it imports."""
    waiting, found = [name], []
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            if name.endswith(".js"):
                text = Path(finders.find(name)).read_text("utf-8")
                waiting += [f"{name.rpartition('/')[0]}/{one}" for one in IMPORTED.findall(text)]
    return found


def shell_version(files: list[str]) -> str:
    """Another word whenever any of the files is another."""
    told = hashlib.sha256("\n".join(files).encode())
    if not is_pinned():
        for address in files:
            found = finders.find(address.removeprefix(static("")))
            told.update(Path(found).read_bytes() if found else b"")
    return told.hexdigest()[:16]
