"""Which static files the pages need that a phone opens without a signal, and in which version.

Read from the templates and modules themselves, so that no list has to be kept.
"""

import hashlib
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import get_template
from django.templatetags.static import static
from django_htmx.jinja import htmx_script

from core.templatetags.ui import vendor

PAGES = ("base.html", "visits/log.html", "visits/phone.html")
NAMED = re.compile(r'{% static "([^"]+)" %}')
VENDORED = re.compile(r'{% vendor "([^"]+)" "([^"]+)" %}')
IMPORTED = re.compile(r'\b(?:from|import) ?\(?"\./([\w.]+)"')
SOURCE = re.compile(r'src="([^"]+)"')
ICONS = ("bootstrap-icons", "sprite.svg")


def is_pinned() -> bool:
    """Whether the names of static files change with what is in them."""
    return hasattr(staticfiles_storage, "hashed_files")


def shell_files() -> list[str]:
    """The addresses of all static files the kept pages ask for, each once."""
    found = [vendor(*ICONS), *SOURCE.findall(htmx_script())]
    for page in PAGES:
        source = get_template(page).template.source
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
