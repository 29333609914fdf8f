"""The rows of the access table about accounts, people and units."""

from tests.access.page import Page
from tests.access.world import EVERYBODY

PAGES_OF_PEOPLE = (
    Page("organizations:login", frozenset(), otherwise=302, public=True),
    Page("organizations:logout", EVERYBODY, opens=302, method="post"),
    Page("organizations:account", EVERYBODY),
    Page("organizations:saved_views", EVERYBODY),
    Page(
        "organizations:saved_views",
        EVERYBODY,
        opens=302,
        method="post",
        query=lambda world: {"at": "/cases/", "query": "kind=demand", "name": "demands"},
    ),
    Page(
        "organizations:saved_view_remove",
        frozenset(),
        otherwise=404,
        method="post",
        situation="of somebody else",
        kwargs=lambda world: {"pk": world.saved_view.pk},
    ),
    Page("organizations:password_change", EVERYBODY),
    Page("organizations:language_set", EVERYBODY, opens=302, method="post", public=True),
    Page("organizations:theme_set", EVERYBODY, opens=302, method="post", public=True),
    Page("organizations:unit_list", EVERYBODY),
    Page("organizations:unit_lookup", EVERYBODY),
    Page("organizations:person_lookup", EVERYBODY),
)
