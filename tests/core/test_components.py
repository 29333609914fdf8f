"""Each component says what it is given; addresses keep the filter."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from core.models import Job
from core.paging import Count
from core.templatetags.ui import size_in_words

pytestmark = pytest.mark.one_database

START, DUE = datetime(2026, 10, 1, 1, tzinfo=UTC), datetime(2026, 10, 9, 9, 30, tzinfo=UTC)
FILES = [
    {"url": "/f/1", "name": "a.jpg", "is_photo": True, "note": "before"},
    {"url": "/f/2", "name": "plan.pdf", "size": 2_400_000},
]
DEADLINE = {"label": "accept", "started_at": START, "due_at": DUE, "kind": "late"}


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("light", {"kind": "late"}, ["light-late", "late"]),
        ("light", {"kind": "late", "word": "3 days"}, ["light-late", "3 days"]),
        ("state", {"word": "dispatched", "is_quiet": True}, ["dispatched", "badge-quiet"]),
        ("page_header", {"title": "<b>", "holder": "Bureau"}, ["&lt;b&gt;", "Now with", "Bureau"]),
        ("empty", {"title": "None", "url": "/x", "action": "Go"}, ["None", 'href="/x"', "Go"]),
        ("files", {"files": FILES}, ['data-photo="a.jpg"', 'alt="before"', "plan.pdf", "2.3 MB"]),
        ("timeline", {"entries": []}, ["Nothing has happened yet."]),
        (
            "timeline",
            {"entries": [{"at": START, "who": "Li", "what": "dispatched", "note": "soon"}]},
            ["Li", "dispatched", "soon", "2026-10-01"],
        ),
        ("deadline", {**DEADLINE, "why": ["9 Oct: day 1"]}, ["accept", "Why this date?", "day 1"]),
        ("deadline", {**DEADLINE, "met_at": DUE}, ['width="100"', "met"]),
        ("figure", {"label": "rate", "number": "87", "url": "/l"}, ["rate", 'href="/l"', "87"]),
    ],
)
def test_a_component_shows_what_it_is_given(name, context, expected):
    page = render_to_string(f"components/{name}.html", context)
    assert [text for text in expected if text not in page] == []


@pytest.mark.parametrize(
    ("state", "asks_again"), [("queued", True), ("running", True), ("done", False)]
)
def test_progress_asks_again_until_the_work_is_over(state, asks_again):
    job = SimpleNamespace(
        state=state,
        get_state_display=Job.State(state).label,
        progress_done=1,
        progress_total=4,
        percent=25,
    )
    page = render_to_string("components/progress.html", {"job": job, "url": "/job/1"})
    assert ('hx-get="/job/1"' in page) is asks_again


def rendered(template: str, address: str, **context) -> str:
    request = RequestFactory().get(address)
    return Template(template).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/?q=a&after=x", ['aria-sort="none"', "?q=a&amp;sort=due_at"]),
        ("/?sort=due_at", ['aria-sort="ascending"', "?sort=-due_at"]),
        ("/?sort=-due_at", ['aria-sort="descending"', "?sort=due_at"]),
    ],
)
def test_a_header_sorts_one_way_and_then_the_other(address, expected):
    page = rendered('{% load ui %}{% sort_header "due_at" "Due" %}', address)
    assert [text for text in expected if text not in page] == []


@pytest.mark.parametrize(
    ("address", "value", "expected"),
    [
        ("/?q=a&before=x", "open", "?q=a&amp;state=open"),
        ("/?state=open&q=a", "", "?q=a"),
        ("/?unit=1&unit=2", "open", "?unit=1&amp;unit=2&amp;state=open"),
    ],
)
def test_one_more_filter_keeps_the_others_and_starts_at_the_first_page(address, value, expected):
    template = '{% load ui %}{% address_with "state" value %}'
    assert rendered(template, address, value=value) == expected


def test_counts_mark_where_one_is():
    counts = [
        {"value": "open", "label": "Open", "count": 3},
        {"value": "x", "count": Count(9, True)},
    ]
    template = '{% include "components/counts.html" with param="state" current="open" %}'
    page = rendered(template, "/?state=open", counts=counts)
    assert page.count("aria-current") == 1
    assert "9+" in page


@pytest.mark.parametrize(
    ("size", "expected"), [(1, "1 KB"), (500_000, "488 KB"), (2_400_000, "2.3 MB")]
)
def test_sizes_are_said_in_words(size, expected):
    assert size_in_words(size) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "Handler: 何宇"), ("zh-hans", "承办人：何宇")]
)
def test_a_label_has_the_colon_of_its_language(language, expected):
    with override(language):
        shown = Template('{% load ui %}{{ _("Handler")|colon }}{{ who }}')
        assert shown.render(Context({"who": "何宇"})) == expected
