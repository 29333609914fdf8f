"""The risk matrix: likelihood × severity, each from 1 to 5, and the level that it proposes."""

from django.utils.translation import gettext_lazy as _

from safety.workflow import Grade

MOST = 5
MAJOR_FROM = 15
"""From this product on the matrix proposes a major hazard, as its red corner does."""

LIKELIHOOD = (
    (1, _("1 · hardly ever")),
    (2, _("2 · seldom")),
    (3, _("3 · now and then")),
    (4, _("4 · often")),
    (5, _("5 · nearly certain")),
)
SEVERITY = (
    (1, _("1 · slight")),
    (2, _("2 · light injuries")),
    (3, _("3 · grave injuries")),
    (4, _("4 · one or two deaths")),
    (5, _("5 · three deaths or more")),
)


def proposed_grade(likelihood: int, severity: int, is_outright: bool = False) -> str:
    """What the matrix proposes; a criterion that is met goes before it."""
    is_major = is_outright or likelihood * severity >= MAJOR_FROM
    return Grade.MAJOR if is_major else Grade.ORDINARY


def matrix_rows() -> list[dict]:
    """The matrix as a table, the likeliest row on top; each cell with its score and its level."""
    return [
        {
            "label": label,
            "value": likelihood,
            "cells": [
                {"score": likelihood * severity, "is_major": likelihood * severity >= MAJOR_FROM}
                for severity, _label in SEVERITY
            ],
        }
        for likelihood, label in reversed(LIKELIHOOD)
    ]
