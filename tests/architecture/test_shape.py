"""Small and flat, and every import and foreign key points down."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.architecture.tree import (
    LAYERS,
    ROOT,
    constants,
    functions,
    imports,
    name_of,
    python_files,
)

pytestmark = pytest.mark.one_database

PRIVATE = {"views", "forms", "urls", "admin", "tasks"}
SPEAKING = PRIVATE | {
    "filters",
    "services",
    "selectors",
    "models",
    "access",
    "workflow",
    "templatetags",
}


def test_imports_follow_the_layers():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("tops", "file_limit", "function_limit"),
    [((*LAYERS, "script"), 300, 40), (("tests",), 500, 80)],
    ids=["code", "tests"],
)
def test_files_and_functions_are_small(tops, file_limit, function_limit):
    files = python_files(*tops)
    long_files = {
        name_of(path): lines
        for path in files
        if (lines := len(path.read_text("utf-8").splitlines())) > file_limit
    }
    long_functions = {
        f"{name_of(path)}: {name}": lines
        for path in files
        for name, lines in functions(path)
        if lines > function_limit
    }
    assert (long_files, long_functions) == ({}, {})


def test_views_forms_urls_and_tasks_are_private_to_their_app():
    trespasses = [
        f"{name_of(path)} imports {module}"
        for app in LAYERS[1:]
        for path in python_files(app)
        for module in imports(path)
        if _is_private(module, app)
    ]
    assert trespasses == []


def _is_private(module: str, app: str) -> bool:
    """What ``core`` has of the kind is made to be shared."""
    other, _, rest = module.partition(".")
    return other in LAYERS[:-1] and other != app and rest.split(".")[0] in PRIVATE


def test_foreign_keys_point_down():
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for app in LAYERS[1:]
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if _points_up(app, field.related_model)
    ]
    assert upwards == []


def _points_up(app: str, target) -> bool:
    if target._meta.label == settings.AUTH_USER_MODEL or target._meta.app_label not in LAYERS:
        return False
    return LAYERS.index(target._meta.app_label) < LAYERS.index(app)


def test_words_shown_to_people_come_from_the_catalogue():
    """Data modules may name things in Chinese; the files that speak to people may not."""
    found = [
        f"{name_of(path)}: {text}"
        for path in python_files(*LAYERS)
        if SPEAKING.intersection({*path.parts, path.stem})
        for text in constants(path)
        if any("\u4e00" <= sign <= "\u9fff" for sign in text)
    ]
    assert found == []
