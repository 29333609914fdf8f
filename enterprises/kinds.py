"""Which facts a kind of target has. A household is kept by its address only."""

from django.db.models import Field

from enterprises.models import Enterprise

Kind = Enterprise.Kind

_PLACE = frozenset({"town", "address", "risk", "tags"})
_CALLED = _PLACE | {"name", "is_key", "contact_name", "contact_phone"}
_BODY = _CALLED | {"uscc", "employees", "legal_representative", "scope"}
_FIRM = _BODY | {
    "industry_code",
    "industry",
    "revenue_wan",
    "assets_wan",
    "benefit_tier",
    "registered_on",
    "capital",
    "capital_wan",
    "registration_type",
}

FACTS_OF_KIND: dict[str, frozenset[str]] = {
    Kind.ENTERPRISE: _FIRM,
    Kind.PROJECT: _CALLED | {"scope"},
    Kind.SHOP_OR_MARKET: _FIRM,
    Kind.COMMUNITY: _BODY,
    Kind.ORGANISATION: _FIRM,
    Kind.SERVICE_CENTRE: _BODY,
    Kind.HOUSEHOLD: _PLACE,
}
FACTS = _FIRM


def has_fact(kind: str, name: str) -> bool:
    """Whether such a target has this fact; what is no fact, such as the kind itself, all have."""
    return name not in FACTS or name in FACTS_OF_KIND[kind]


def emptied(kind: str) -> dict:
    """The facts that such a target does not have, each with its empty value."""
    return {name: _empty(name) for name in FACTS - FACTS_OF_KIND[kind] - {"name"}}


def _empty(name: str):
    field: Field = Enterprise._meta.get_field(name)
    return None if field.null else field.get_default()
