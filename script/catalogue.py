"""Keep the Chinese catalogue in step with the texts in the code; needs no gettext tools.

script/messages                 add texts that are new, drop those that are gone
script/messages --fill FILE     the same, then take Chinese from FILE: english<TAB>chinese[<TAB>context]
script/messages --compile       write the .mo beside the .po
script/messages --check         say what lacks Chinese, is unused or not compiled; exit 1 if anything
"""

import argparse
import ast
import fcntl
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
SKIPPED = {".venv", ".git", "var", "static", "tests", "node_modules", "script", "__pycache__"}
THIRD_PARTY = ("django_filters", "crispy_forms")
"""Packages that show texts of their own, for which Django finds no zh_Hans catalogue."""
NOT_SHOWN = {"rest_framework", "migrations", "management"}
HEADER = {
    "Project-Id-Version": "district-visits",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
_CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
_CALL = re.compile(r"(?<![\w.])(n?p?gettext|_)\(")
_LITERAL = re.compile(r"""\s*,?\s*[uU]?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL)


class Text(NamedTuple):
    """A text to translate; ``context`` and ``plural`` are empty where there is none."""

    msgid: str
    context: str = ""
    plural: str = ""


def texts(root: Path) -> dict[tuple[str, str], Text]:
    """Return every text shown to users, by context and msgid."""
    found: dict[tuple[str, str], Text] = {}
    for text in _all_texts(root):
        key = (text.context, text.msgid)
        if key not in found or text.plural:
            found[key] = text
    return found


def _all_texts(root: Path) -> Iterator[Text]:
    for path in _files(root, "*.py", SKIPPED):
        yield from python_texts(path.read_text("utf-8"), str(path))
    for pattern in ("*.html", "*.txt"):
        for path in _files(root, pattern, SKIPPED):
            if "templates" in path.parts:
                yield from template_texts(path.read_text("utf-8"), str(path))
    for package in THIRD_PARTY:
        spec = importlib.util.find_spec(package)
        for path in _files(Path(spec.origin).parent, "*.py", NOT_SHOWN):
            yield from python_texts(path.read_text("utf-8"), str(path))


def _files(top: Path, pattern: str, skipped: set[str]) -> list[Path]:
    found = top.rglob(pattern)
    return sorted(p for p in found if not skipped.intersection(p.relative_to(top).parts))


def python_texts(source: str, name: str) -> Iterator[Text]:
    """Texts in calls of the gettext family; a text put together at run time is an error."""
    for node in ast.walk(ast.parse(source, name)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        called = getattr(function, "id", None) or getattr(function, "attr", None)
        text = _text_of(called, [_constant(arg) for arg in node.args], f"{name}:{node.lineno}")
        if text:
            yield text


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _text_of(called: str | None, arguments: list[str | None], where: str) -> Text | None:
    if called in _PLAIN:
        taken, order = 1, ("msgid",)
    elif called in _PLURAL:
        taken, order = 2, ("msgid", "plural")
    elif called in _CONTEXT:
        taken, order = 2, ("context", "msgid")
    elif called in _CONTEXT_PLURAL:
        taken, order = 3, ("context", "msgid", "plural")
    else:
        return None
    values = arguments[:taken]
    if None in values or len(values) < taken:
        return None if called in _PLAIN else _refuse(where)
    return Text(**dict(zip(order, values, strict=True))) if values[-1] else None


def _refuse(where: str) -> None:
    raise SystemExit(f"{where}: the text must be written out in the call")


def template_texts(source: str, name: str) -> Iterator[Text]:
    """Texts in translate and blocktranslate tags and in ``_("…")``."""
    if not settings.configured:
        settings.configure()
    code = templatize(source, origin=name)
    for call in _CALL.finditer(code):
        values, position = [], call.end()
        while literal := _LITERAL.match(code, position):
            values.append(ast.literal_eval(literal[1].replace("\n", "\\n")))
            position = literal.end()
        text = _text_of(call[1], values, name)
        if text:
            yield text


def _open(root: Path) -> polib.POFile:
    path = root / LOCALE
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalogue.metadata = dict(HEADER)
    return catalogue


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgctxt or "", entry.msgid)


def _chinese(entry: polib.POEntry) -> str:
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def _save(catalogue: polib.POFile, root: Path) -> None:
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    path = root / LOCALE
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def update(root: Path) -> tuple[int, int]:
    """Bring the .po in step with the code; return how many texts were added and dropped."""
    old = {_key(entry): entry for entry in _open(root)}
    fresh, wanted = polib.POFile(), texts(root)
    fresh.metadata = dict(HEADER)
    for key, text in wanted.items():
        entry = polib.POEntry(msgid=text.msgid, msgctxt=text.context or None)
        chinese = _chinese(old[key]) if key in old else ""
        _put(entry, text.plural, chinese)
        fresh.append(entry)
    _save(fresh, root)
    return len(wanted.keys() - old.keys()), len(old.keys() - wanted.keys())


def _put(entry: polib.POEntry, plural: str, chinese: str) -> None:
    if plural:
        entry.msgid_plural, entry.msgstr_plural = plural, {0: chinese}
    else:
        entry.msgstr = chinese


def fill(root: Path, path: Path) -> list[str]:
    """Take Chinese from a file of tabbed lines; return the texts it names that are not there."""
    catalogue = _open(root)
    entries = {_key(entry): entry for entry in catalogue}
    unknown = []
    for line in path.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        english, chinese, context, *_rest = [*line.replace("\\n", "\n").split("\t"), "", ""]
        entry = entries.get((context, english))
        if entry:
            _put(entry, entry.msgid_plural, chinese)
        else:
            unknown.append(english)
    _save(catalogue, root)
    return unknown


def untranslated(root: Path) -> list[str]:
    return [entry.msgid for entry in _open(root) if not _chinese(entry)]


def compile_catalogue(root: Path) -> None:
    (root / LOCALE).with_suffix(".mo").write_bytes(_open(root).to_binary())


def faults(root: Path) -> list[str]:
    """What is wrong with the catalogue, one sentence each; nothing if it is complete."""
    catalogue, wanted = _open(root), texts(root).keys()
    kept = {_key(entry) for entry in catalogue}
    compiled = (root / LOCALE).with_suffix(".mo")
    found = [f"not in the catalogue, run script/messages: {msgid!r}" for _c, msgid in wanted - kept]
    found += [f"no longer in the code, run script/messages: {m!r}" for _c, m in kept - wanted]
    found += [f"lacks its Chinese: {msgid!r}" for msgid in untranslated(root)]
    found += [f"placeholders differ: {entry.msgid!r}" for entry in catalogue if _strays(entry)]
    found += [f"half-width marks beside Chinese: {_chinese(e)!r}" for e in catalogue if _narrow(e)]
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        found.append("the .mo does not agree with the .po, run script/messages --compile")
    return sorted(found)


_PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def _strays(entry: polib.POEntry) -> bool:
    chinese = _chinese(entry)
    known = set(_PLACE.findall(entry.msgid)) | set(_PLACE.findall(entry.msgid_plural))
    return bool(chinese) and not set(_PLACE.findall(chinese)) <= known


_NARROW = re.compile(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]")


def _narrow(entry: polib.POEntry) -> bool:
    """Whether a half-width mark stands beside Chinese; what fills a place is taken for Chinese."""
    return bool(_NARROW.search(_PLACE.sub("字", _chinese(entry))))


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """One writer of the catalogue at a time."""
    folder = (root / LOCALE).parent
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="script/messages",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--fill", metavar="FILE", action="append", default=[], type=Path)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with locked(ROOT):
        if options.check:
            found = faults(ROOT)
            print("\n".join(found) or "every text has its Chinese")
            return 1 if found else 0
        if options.compile:
            compile_catalogue(ROOT)
            return 0
        return _update(options.fill)


def _update(files: list[Path]) -> int:
    added, dropped = update(ROOT)
    unknown = [msgid for path in files for msgid in fill(ROOT, path)]
    waiting = untranslated(ROOT)
    print(f"{added} added, {dropped} dropped, {len(waiting)} without Chinese")
    for msgid in waiting:
        print(msgid.replace("\n", "\\n"))
    for msgid in unknown:
        print(f"not in the code, left out: {msgid!r}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
