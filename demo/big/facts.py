"""What the generated cases are about and who takes part: read once, drawn from by dice."""

import random
from collections import defaultdict
from dataclasses import dataclass, field

from demo.texts import Matter, matter_choose
from enterprises.models import Enterprise
from issues.models import Category
from issues.workflow import Kind
from organizations.models import Membership, Organization, User
from organizations.roles import Role
from safety.models import FieldAuthority

TEXTS_PER_KIND = 400


@dataclass
class Facts:
    """Keys of everything a case refers to, in an order that does not change."""

    office: int
    officer: User
    units: list[int]
    firms: list[tuple[int, str, int]]
    handlers: dict[int, list[int]]
    categories: dict[str, int]
    authorities: dict[str, int]
    matters: dict[str, list[Matter]] = field(default_factory=dict)


def facts_read(rng: random.Random) -> Facts:
    office = Organization.objects.get(is_visit_office=True)
    staffed = Membership.objects.filter(role=Role.HANDLER).order_by("pk")
    handlers = defaultdict(list)
    for unit, person in staffed.values_list("organization_id", "user_id"):
        handlers[unit].append(person)
    departments = Organization.objects.filter(
        kind=Organization.Kind.DEPARTMENT, pk__in=handlers, is_visit_office=False
    )
    firms = Enterprise.objects.filter(town__in=list(handlers)).order_by("pk")
    return Facts(
        office=office.pk,
        officer=User.objects.filter(
            memberships__role=Role.VISIT_OFFICE, memberships__organization=office
        ).first(),
        units=list(departments.order_by("pk").values_list("pk", flat=True)),
        firms=list(firms.values_list("pk", "name", "town_id")),
        handlers=dict(handlers),
        categories=dict(Category.objects.values_list("code", "pk")),
        authorities=dict(FieldAuthority.objects.values_list("field", "organization_id")),
        matters={
            kind: [matter_choose(rng, kind) for _place in range(TEXTS_PER_KIND)]
            for kind in Kind.values
        },
    )
