"""What is visited beside the enterprises, and a few targets that were entered twice."""

import random
from datetime import timedelta

from stdnum.cn.uscc import calc_check_digit

from core.audit import SYSTEM, record_many
from demo.names import ROADS, VILLAGES
from demo.world import World
from enterprises.models import Enterprise
from enterprises.services.tags import tags_set

Kind = Enterprise.Kind
MADE = (
    (Kind.PROJECT, ("{place}安置房二期工程", "{place}污水泵站改造工程"), ("在建项目",)),
    (Kind.SHOP_OR_MARKET, ("{place}农贸市场", "{place}便民超市"), ("沿街商铺",)),
    (Kind.COMMUNITY, ("{place}村村民委员会", "{place}社区居民委员会"), ()),
    (Kind.ORGANISATION, ("{place}老年照料中心", "{place}行业协会"), ("两新组织",)),
    (Kind.SERVICE_CENTRE, ("{place}便民服务中心",), ()),
    (Kind.HOUSEHOLD, ("",), ("挂钩联系户",)),
)
"""Kind → how such are called, and their tags."""


def targets_fill(world: World) -> None:
    """One or two of each kind in each town; by dice of their own, so that the story stays."""
    rng = random.Random("targets")
    made = [
        (_target(rng, town, kind, name), tags)
        for town in world.towns
        for kind, names, tags in MADE
        for name in names
    ]
    _save(made + [(double, ()) for double in _doubles(world)])


def _target(rng: random.Random, town, kind: str, name: str) -> Enterprise:
    place = rng.choice(VILLAGES)
    address = f"{town.name}{place}村{rng.randrange(1, 30)}组{rng.randrange(1, 90)}号"
    if kind != Kind.HOUSEHOLD:
        address = f"{town.name}{rng.choice(ROADS)}{rng.randrange(1, 900)}号"
    target = Enterprise(
        kind=kind,
        name=f"{town.short_name}{name.format(place=place)}",
        town=town,
        address=address,
        risk=rng.choices(Enterprise.Risk.values, (0, 1, 3, 6))[0],
    )
    if kind == Kind.PROJECT:
        target.risk = rng.choice((Enterprise.Risk.RED, Enterprise.Risk.ORANGE))
    if kind not in (Kind.PROJECT, Kind.HOUSEHOLD):
        target.employees = rng.randrange(3, 40)
    return target


def _doubles(world: World) -> list[Enterprise]:
    """As they come about: another way of writing the name; a new code after a new registration."""
    firms = [firm for town in world.towns[:4] for firm in world.firms[town.pk][:1]]
    doubles = []
    for place, firm in enumerate(firms):
        double = Enterprise(
            name=firm.name,
            town=firm.town,
            address=firm.address,
            contact_phone=firm.contact_phone,
            registered_on=world.today - timedelta(days=30 + place),
        )
        if place % 2:
            body = f"92{firm.uscc[2:17]}"
            double.uscc = body + calc_check_digit(body)
            double.name = firm.name.replace("有限公司", "商行")
        else:
            double.name = firm.name.replace("有限公司", " 有限责任公司")
        doubles.append(double)
    return doubles


def _save(made: list[tuple[Enterprise, tuple[str, ...]]]) -> None:
    targets = [target for target, _tags in made]
    for target in targets:
        target.derive()
    Enterprise.objects.bulk_create(targets, batch_size=500)
    tags_set({target: tags for target, tags in made if tags})
    record_many(
        actor=SYSTEM,
        action="enterprises.enterprise_add",
        changes=((target, {"source": "demo"}) for target in targets),
    )
