"""Pages of ``docs/`` that are made from the code, so that they cannot fall behind it."""

import importlib
import importlib.util
from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.utils import translation

from core.access import Scope
from core.workflow import Move, Workflow
from organizations.roles import GRANTS, Role
from organizations.without_role import WITHOUT_ACCOUNT
from reports.rates import BASIS, RATES
from reports.selectors.happened import HAPPENED, HAPPENED_BASIS
from reports.verified import HIGH_CLOSURE, LOW_VERIFIED, VERIFIED

MADE = "Made by `manage.py docs_build` from {source}; change it there.\n"
WALKED = (
    "A link that opens the list of a number says the number in its `data-figure`. "
    "`tests/reports/test_figure_links.py` opens every such link for every role; a page joins the walk "
    "by its address in `PAGES` there.\n"
)
SCOPES = {
    Scope.ALL: "everything",
    Scope.UNIT: "what the person's unit, or a unit below it, answers for in any part",
    Scope.LEAD: "what the unit leads",
    Scope.SUPPORT: "what the unit supports",
    Scope.ASSIGNED: "what was put into the person's own hands",
    Scope.TEAM: "what the visit team serves and brought back",
    Scope.CHARGE: "the units in the person's charge, and what they sponsor",
    Scope.SPONSOR: "what the person sponsors; what nobody sponsors and units in their charge lead",
    Scope.FIELD: "the unit's safety fields and territory",
    Scope.OWN: "what the person made",
    Scope.LINK: "the one case, or the one invitation, that the link is for",
    Scope.NEAR: "what waits in the person's town for somebody of another unit to look at",
    Scope.WALL: "what hangs on the wish wall",
    Scope.OVERSIGHT: "the hazards that the unit, or a unit below it, oversees",
    Scope.OTHERS: "what concerns others than the person's own unit",
    Scope.ISSUED: "what is in force for everybody",
    Scope.DRAWN: "what was drawn at random for the person to look at again",
    Scope.CODE: "the issues and demands of the enterprise whose code it is",
}


def in_both(text) -> str:
    """A text of the catalogue in English with its Chinese."""
    with translation.override("en"):
        english = str(text)
    with translation.override("zh-hans"):
        return f"{english} {text}" if str(text) != english else english


def permissions() -> str:
    """Permission by role, with how far it reaches."""
    holders = {in_both(role.label): GRANTS.get(role, {}) for role in Role}
    holders |= {
        f"an enterprise by its {held}": held_by for held, held_by in WITHOUT_ACCOUNT.items()
    }
    names = sorted({name for granted in holders.values() for name in granted})
    lines = [
        "# Permissions\n",
        MADE.format(source="`organizations/roles.py` and `organizations/without_role.py`"),
        "A cell says how far the permission reaches for the role; an empty one means no.",
        "A person with several roles may do what any of them may. Out of reach is 404, not 403.\n",
        _row("permission", *holders),
        _row(*["---"] * (len(holders) + 1)),
    ]
    lines += [
        _row(f"`{name}`", *(", ".join(granted.get(name, ())) for granted in holders.values()))
        for name in names
    ]
    lines += ["\n## How far\n", _row("word", "reaches"), _row("---", "---")]
    lines += [_row(f"`{scope}`", meaning) for scope, meaning in SCOPES.items()]
    return "\n".join(lines) + "\n"


def workflows() -> str:
    """A diagram and a table for each process."""
    parts = ["# Processes\n", MADE.format(source="each app's `workflow`")]
    for workflow in _workflows():
        parts += [f"## {workflow.name}\n", _diagram(workflow), _moves(workflow)]
    return "\n".join(parts)


def _workflows() -> list[Workflow]:
    found: dict[str, Workflow] = {}
    for app in apps.get_app_configs():
        if importlib.util.find_spec(f"{app.name}.workflow"):
            values = vars(importlib.import_module(f"{app.name}.workflow")).values()
            found |= {value.name: value for value in values if isinstance(value, Workflow)}
    return list(found.values())


def _diagram(workflow: Workflow) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [
        f'    state "{in_both(workflow.states(state).label)}" as {state}'
        for state in _states_of(workflow)
    ]
    lines += [
        f"    {source} --> {move.target}: {_drawn(move.label)}"
        for move in workflow.moves
        for source in move.sources or ["[*]"]
        if move.target
    ]
    lines += [f"    {state} --> [*]" for state in workflow.final]
    return "\n".join([*lines, "```\n"])


def _drawn(label) -> str:
    """A label that Mermaid can read: it ends one at a colon or a semicolon."""
    return in_both(label).replace(":", " –").replace(";", ",")


def _states_of(workflow: Workflow) -> list[str]:
    used = {state for move in workflow.moves for state in (*move.sources, move.target)} - {""}
    return [state for state in workflow.states.values if state in used]


def _moves(workflow: Workflow) -> str:
    head = ("move", "from", "to", "only if", "permission", "meets", "starts")
    rows = [_row(*head), _row(*["---"] * len(head))]
    rows += [_move_row(workflow, move) for move in workflow.moves]
    return "\n".join(rows) + "\n"


def _move_row(workflow: Workflow, move: Move) -> str:
    return _row(
        in_both(move.label),
        ", ".join(in_both(workflow.states(state).label) for state in move.sources) or "the start",
        in_both(workflow.states(move.target).label) if move.target else "stays",
        ", ".join(in_both(fact.label) for fact in move.when),
        f"`{move.permission}`",
        ", ".join(in_both(getattr(stage, "label", stage)) for stage in move.meets),
        ", ".join(in_both(getattr(stage, "label", stage)) for stage in move.starts),
    )


def rates() -> str:
    """Each rate with what it counts, among what, and what it leaves out."""
    lines = [
        "# Rates\n",
        MADE.format(
            source="`reports/rates.py`, `reports/verified.py` and `reports/selectors/happened.py`"
        ),
        f"{in_both(BASIS)}\n",
    ]
    for rate in (*RATES, VERIFIED):
        lines += [
            f"## {in_both(rate.label)}, version {rate.version}\n",
            f"- counts: {in_both(rate.counts)}",
            f"- among: {in_both(rate.among)}",
            f"- leaves out: {in_both(rate.excludes)}\n",
        ]
    lines.append(
        f"A closure rate of {HIGH_CLOSURE} % and more beside a verified closure rate below "
        f"{LOW_VERIFIED} % is a warning: the page of figures says so, of the whole and of each unit.\n"
    )
    lines += [WALKED, "## What happened in a period\n", f"{in_both(HAPPENED_BASIS)}\n"]
    lines += [f"- {in_both(one.label)}: {in_both(one.by)}" for one in HAPPENED]
    return "\n".join(lines) + "\n"


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


DOCUMENTS: dict[str, Callable[[], str]] = {
    "permissions.md": permissions,
    "rates.md": rates,
    "workflows.md": workflows,
}


def stale_documents() -> list[str]:
    """The pages that no longer say what the code does."""
    folder = settings.BASE_DIR / "docs"
    return [
        name
        for name, make in DOCUMENTS.items()
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != make()
    ]


def write_documents() -> None:
    for name, make in DOCUMENTS.items():
        (settings.BASE_DIR / "docs" / name).write_text(make(), "utf-8")
