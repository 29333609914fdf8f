"""A small district in which a case can go its whole way."""

from types import SimpleNamespace

from organizations.models import Organization, Position
from organizations.roles import Role
from tests.factories import (
    EnterpriseFactory,
    MembershipFactory,
    OrganizationFactory,
    PositionFactory,
    UserFactory,
)


def small_district() -> SimpleNamespace:
    """The district with its office, a bureau with head and handler, a town, and its leaders."""
    root = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    office = OrganizationFactory(name="走访办", parent=root, is_visit_office=True)
    bureau = OrganizationFactory(name="人力资源和社会保障局", parent=root)
    town = OrganizationFactory(name="柳河镇", kind=Organization.Kind.TOWN, parent=root)
    people = {
        "officer": (Role.VISIT_OFFICE, office),
        "head": (Role.UNIT_HEAD, bureau),
        "handler": (Role.HANDLER, bureau),
        "town_head": (Role.UNIT_HEAD, town),
        "leader": (Role.DISTRICT_LEADER, root),
        "principal": (Role.DISTRICT_LEADER, root),
        "visitor": (Role.VISITING_OFFICIAL, town),
    }
    users = {name: UserFactory(username=name, full_name=name) for name in people}
    for name, (role, unit) in people.items():
        MembershipFactory(user=users[name], role=role, organization=unit)
    leader_post = PositionFactory(
        organization=root, kind=Position.Kind.LEADER, holder=users["leader"]
    )
    PositionFactory(organization=root, kind=Position.Kind.PRINCIPAL, holder=users["principal"])
    for name, unit in (("head", bureau), ("town_head", town), ("officer", office)):
        PositionFactory(organization=unit, holder=users[name])
    Organization.objects.exclude(pk=root.pk).update(leader=leader_post)
    firm = EnterpriseFactory(name="江南精密机械有限公司", town=town)
    return SimpleNamespace(root=root, office=office, bureau=bureau, town=town, firm=firm, **users)
