"""What a phone keeps of the register, so that a visit can be logged where there is no signal.

Of each enterprise no more than finds it: no contact, no phone number, no credit code.
"""

import base64
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.crypto import salted_hmac

from core.pinyin import initials_of
from core.templatetags.times import in_words
from enterprises.models import Enterprise
from issues.models import Case
from organizations.models import Organization, User
from visits.models import TeamEnterprise, VisitTeam
from visits.models.team import HEADS
from visits.selectors.campaign_offers import campaigns_by_enterprise

LOG = "visits.visit_log"
ENTERPRISES_MOST = 2000
CASES_MOST = 500
_parts: dict[str, Callable] = {}


def register_part_add(name: str, part: Callable) -> None:
    """Let phones keep what an app above has for a person besides: ``part(user=…)``, JSON-ready."""
    _parts[name] = part


def phone_register(*, user) -> dict:
    """The enterprises the person may log a visit to, those of their teams first, and what is open."""
    teams = _teams(user)
    served = _served_by(teams)
    enterprises = _enterprises(user, served)
    campaigns = campaigns_by_enterprise(enterprises)
    return {
        "person": str(user.pk),
        "keys": phone_keys(user),
        "enterprises": [
            {**_enterprise(one, served.get(one.pk)), "campaigns": campaigns.get(one.pk, [])}
            for one in enterprises
        ],
        "cases": [_case(case) for case in _open_cases(user, enterprises)],
        "teams": {str(team.pk): _team(team) for team in teams},
        "units": [_unit(unit) for unit in _units()],
        **{name: part(user=user) for name, part in _parts.items()},
    }


def phone_keys(user) -> list[dict]:
    """The person's own keys for what their phone keeps, the one in use first.

    Derived, like what ``core.sealing`` seals: they outlive a login, and a change of SECRET_KEY for
    as long as the old one is among the fallbacks.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [
        salted_hmac("visits.phone", str(user.pk), secret=secret, algorithm="sha256").digest()
        for secret in secrets
    ]
    return [
        {"id": hashlib.sha256(key).hexdigest()[:16], "secret": base64.b64encode(key).decode()}
        for key in keys
    ]


def _teams(user) -> list[VisitTeam]:
    members = Prefetch("members", User.objects.order_by("id"))
    return list(VisitTeam.objects.of(user).select_related(*HEADS).prefetch_related(members))


def _served_by(teams: list[VisitTeam]) -> dict[int, int]:
    """Enterprise → the team that serves it today."""
    rows = TeamEnterprise.objects.in_force().filter(team__in=[team.pk for team in teams])
    return dict(rows.values_list("enterprise", "team"))


def _enterprises(user, served: dict[int, int]) -> list[Enterprise]:
    loggable = Enterprise.objects.allowing(user, LOG).filter(is_active=True)
    loggable = loggable.select_related("town").only("name", "initials", "address", "town__name")
    ours = list(loggable.filter(pk__in=served))
    others = loggable.exclude(pk__in=served)[: max(0, ENTERPRISES_MOST - len(ours))]
    return [*ours, *others]


def _enterprise(enterprise: Enterprise, team: int | None) -> dict:
    hint = " ".join(filter(None, [enterprise.town and enterprise.town.name, enterprise.address]))
    told = {"id": enterprise.pk, "text": enterprise.name, "hint": hint}
    found_by = {"initials": enterprise.initials}
    return {**told, **found_by, "team": str(team) if team else ""}


def _open_cases(user, enterprises: list[Enterprise]) -> QuerySet[Case]:
    cases = Case.objects.visible_to(user).filter(
        enterprise__in=[enterprise.pk for enterprise in enterprises], closed_at__isnull=True
    )
    return cases.defer("search").order_by("enterprise", "id")[:CASES_MOST]


def _case(case: Case) -> dict:
    return {
        "enterprise": case.enterprise_id,
        "number": case.number,
        "title": case.title,
        "state": str(case.state_label),
        "due": in_words(case.due_at) if case.due_at else "",
    }


def _team(team: VisitTeam) -> dict:
    people = [{"id": str(person.pk), "text": str(person)} for person in team.people()]
    return {"name": team.name, "people": people}


def _units() -> QuerySet[Organization]:
    kinds = (Organization.Kind.DEPARTMENT, Organization.Kind.TOWN)
    return Organization.objects.active().filter(kind__in=kinds)


def _unit(unit: Organization) -> dict:
    return {"id": unit.pk, "text": str(unit), "initials": initials_of(str(unit))}
