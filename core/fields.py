"""Search by two characters: a field that holds the bigrams of a text.

On PostgreSQL a ``tsvector`` under a GIN index, on SQLite the same words as text: the same hits.
"""

import re

from django.db import models
from django.db.models import Lookup

_WORD = re.compile(r"[0-9a-z]+|[\u3400-\u9fff]+")


def bigrams(text: str) -> list[str]:
    """Return the distinct runs of two characters in each word of ``text``, lower-cased.

    A word of one character stands for itself.
    """
    found: dict[str, None] = {}
    for word in _WORD.findall(text.lower()):
        for start in range(max(1, len(word) - 1)):
            found[word[start : start + 2]] = None
    return list(found)


def matching(how: str, word: str) -> str:
    """The lookup ``how`` (contains, startswith) for texts in which capitals do not matter.

    To fold them is dear, and Chinese has none; SQLite folds them anyway.
    """
    return how if word.lower() == word.upper() else f"i{how}"


class BigramField(models.Field):
    """Holds ``bigrams(text)`` of the text it is given; query it with ``__finds``."""

    def __init__(self, *args, **kwargs):
        kwargs.update(editable=False, default="", blank=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("editable", "default", "blank"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_prep_value(self, value):
        return " ".join(f"'{gram}'" for gram in bigrams(value or ""))


@BigramField.register_lookup
class Finds(Lookup):
    """Rows whose text holds every bigram of the words looked for."""

    lookup_name = "finds"

    def get_prep_lookup(self):
        return bigrams(self.rhs)

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        query = " & ".join(f"'{gram}'" for gram in self.rhs) or "'\u0001'"
        return f"{column} @@ %s::tsquery", [*params, query]

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        wanted = [f"%'{gram}'%" for gram in self.rhs] or ["%\u0001%"]
        clause = " AND ".join([f"{column} LIKE %s"] * len(wanted))
        return f"({clause})", [*params, *wanted] if len(wanted) == 1 else [
            *params * len(wanted),
            *wanted,
        ]
