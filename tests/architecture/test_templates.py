"""The strict content security policy holds only if no template needs an exception from it."""

import re

import pytest

from tests.architecture.tree import ROOT, name_of, templates

pytestmark = pytest.mark.one_database

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\b(?:src|type=\"application/json\"))[^>]*>", re.I),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
    "htmx code": re.compile(r"\bhx-on\b|\bhx-vars\b|hx-vals=[\"']js:", re.I),
    "other host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I),
}
SAID_IN_TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_templates_need_no_exception_from_the_policy(fault):
    found = [
        f"{name_of(path)}: {match.group(0)[:60]}"
        for path in templates()
        for match in FORBIDDEN[fault].finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_templates_speak_through_the_catalogue():
    chinese = re.compile(r"[\u4e00-\u9fff]+")
    found = [
        f"{name_of(path)}: {match.group(0)}"
        for path in templates()
        for match in chinese.finditer(SAID_IN_TAGS.sub("", path.read_text("utf-8")))
    ]
    assert found == []


def test_scripts_build_no_code_from_text():
    risky = re.compile(r"\beval\(|new Function\(|document\.write|setAttribute\([\"']style")
    found = [
        f"{name_of(path)}: {match.group(0)}"
        for path in sorted((ROOT / "static" / "js").rglob("*.js"))
        for match in risky.finditer(path.read_text("utf-8"))
    ]
    assert found == []
