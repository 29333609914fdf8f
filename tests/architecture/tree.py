"""The project's own files, as the checks of its shape see them."""

import ast
import functools
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = (
    "config",
    "demo",
    "reports",
    "points",
    "deeds",
    "inspections",
    "visits",
    "threads",
    "measures",
    "safety",
    "issues",
    "letters",
    "enterprises",
    "notices",
    "organizations",
    "calendars",
    "core",
)
"""From the top down: each may import those after it."""


@functools.cache
def python_files(*tops: str) -> tuple[Path, ...]:
    """Our Python files under the given folders; without migrations."""
    found = [path for top in tops for path in (ROOT / top).rglob("*.py")]
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path):
    """Each function of a file with its length in lines, decorators not counted."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def imports(path: Path):
    """Each module a file imports, as ``package.module``; what is imported from it counts too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def constants(path: Path):
    """Each text constant of a file; without docstrings."""
    said = {
        id(node.value)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))
