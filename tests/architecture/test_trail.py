"""Every action that the code writes into the trail has its words for the auditor."""

import ast

import pytest

from reports.trail import ACTIONS, actions_known
from tests.architecture.tree import LAYERS, name_of, parsed, python_files

pytestmark = pytest.mark.one_database


def actions_written():
    """Each text given as ``action=`` to a recorder, or as the ``action`` of a class."""
    for path in python_files(*LAYERS):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and _is_recorder(node.func):
                found = [word.value for word in node.keywords if word.arg == "action"]
            elif isinstance(node, ast.AnnAssign | ast.Assign) and _is_action(node):
                found = [node.value]
            else:
                continue
            for value in found:
                yield from ((name_of(path), text) for text in _texts(_meant(value, path)))


def _is_recorder(function) -> bool:
    return getattr(function, "id", "") in ("record", "record_many", "_entry")


def _is_action(node) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    is_plain = isinstance(node.value, ast.Constant | ast.IfExp)
    return is_plain and any(getattr(target, "id", "") == "action" for target in targets)


def _meant(value, path):
    """The value itself; of a name, what the module gives it on its own or in a row."""
    if not isinstance(value, ast.Name):
        return value
    for node in parsed(path).body:
        if isinstance(node, ast.Assign):
            target, is_row = node.targets[0], isinstance(node.value, ast.Tuple)
            names = [getattr(one, "id", "") for one in getattr(target, "elts", [target])]
            if value.id in names:
                return node.value.elts[names.index(value.id)] if is_row else node.value
    return value


def _texts(value):
    return [
        part.value
        for part in ast.walk(value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def test_every_action_has_its_words():
    known = {code for code, _words in actions_known()}
    written = set(actions_written())
    assert len(written) > 20
    assert {(path, action) for path, action in written if action not in known} == set()


def test_no_words_are_kept_for_an_action_nobody_writes():
    indirect = {"admin_add", "admin_change", "admin_delete", "account_unlock", "read"}
    indirect |= {"key_task_change", "key_task_withdraw"}
    written = {action for _path, action in actions_written()} | indirect | {"slip"}
    assert set(ACTIONS) - written == set()
