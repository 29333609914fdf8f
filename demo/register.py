"""The register of the demonstration: enterprises whose figures fit their trade."""

import math
import random
from datetime import timedelta
from decimal import Decimal

from stdnum.cn.uscc import calc_check_digit

from core.audit import SYSTEM, record_many
from demo.names import ROADS, TRADES, Namer
from demo.world import World
from enterprises.models import Enterprise, Tag
from enterprises.services import segment_save
from enterprises.services.tags import tags_set

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
RISKY = {"C26": (6, 5, 2, 1), "C27": (1, 4, 4, 1), "G54": (1, 3, 4, 2), "C17": (1, 2, 5, 2)}
USUAL_RISK = (0, 1, 4, 8)
"""How many of each colour, from red to blue, by trade."""
KEY_TAGS = frozenset({"专精特新", "龙头企业", "上市后备"})
TAGS = ("规上企业", "高新技术企业", "专精特新", "外贸企业", "上市后备", "龙头企业", "初创企业")


def credit_code(rng: random.Random, serial: int) -> str:
    """A code by GB 32100-2015: registered by the market authority, as an enterprise."""
    body = f"91330199MA{serial:06d}{rng.choice(SIGNS)}"
    return body + calc_check_digit(body)


def firms_made(
    rng: random.Random, namer, towns, count: int, today
) -> list[tuple[Enterprise, list[str]]]:
    """``count`` enterprises with their tags, not saved yet; towns in turn, trades by weight."""
    trades = rng.choices(TRADES, weights=[trade[3] for trade in TRADES], k=count)
    return [
        _firm(rng, namer, towns[place % len(towns)], trade, place, today)
        for place, trade in enumerate(trades)
    ]


def _firm(rng, namer, town, trade, serial: int, today) -> tuple[Enterprise, list[str]]:
    code, industry, words, _weight, typical, per_head = trade
    employees = max(2, int(typical * math.exp(rng.gauss(-0.4, 1.0))))
    revenue = Decimal(max(8, round(employees * per_head * rng.uniform(0.5, 1.6))))
    owner = namer.person()
    name, uscc = namer.firm(words), credit_code(rng, serial)
    assets = Decimal(round(float(revenue) * rng.uniform(0.5, 1.8)))
    tier = rng.choices("ABCD", weights=(2, 4, 3, 1))[0]
    tags = sorted(rng.sample(TAGS, rng.choice((0, 0, 1, 1, 2))))
    firm = Enterprise(
        name=name,
        uscc=uscc,
        town=town,
        industry_code=code,
        industry=industry,
        employees=employees,
        revenue_wan=revenue,
        assets_wan=assets,
        benefit_tier=tier,
        risk=_risk(code, serial),
        address=f"{town.name}{rng.choice(ROADS)}{rng.randrange(1, 900)}号",
        legal_representative=owner,
        contact_name=owner if rng.random() < 0.4 else namer.person(),
        contact_phone=f"1380000{serial % 10000:04d}",
        registered_on=today - timedelta(days=rng.randrange(200, 9000)),
        capital_wan=Decimal(rng.choice((50, 100, 200, 500, 1000, 2000, 5000, 10000))),
        registration_type="其他有限责任公司",
        scope=f"{industry}相关产品的生产、销售及技术服务",
    )
    firm.capital = f"{firm.capital_wan}万元人民币"
    firm.derive()
    firm.is_key = firm.scale == Enterprise.Scale.LARGE or bool(KEY_TAGS.intersection(tags))
    return firm, tags


def _risk(trade: str, serial: int) -> str:
    """By dice of its own, so that colours do not shift what else is drawn."""
    weights = RISKY.get(trade, USUAL_RISK)
    return random.Random(f"risk {serial}").choices(Enterprise.Risk.values, weights)[0]


def register_fill(world: World, namer: Namer, count: int) -> None:
    made = firms_made(world.rng, namer, world.towns, count, world.today)
    firms = [firm for firm, _tags in made]
    Enterprise.objects.bulk_create(firms, batch_size=500)
    tags_set(dict(made))
    record_many(
        actor=SYSTEM,
        action="enterprises.enterprise_add",
        changes=((firm, {"source": "demo"}) for firm in firms),
    )
    for firm in firms:
        world.firms.setdefault(firm.town_id, []).append(firm)


def segments_fill(world: World) -> None:
    """A few segments as a visit office keeps them."""
    exporters = str(Tag.objects.get_or_create(name="外贸企业")[0].pk)
    for name, conditions in (
        (
            "大中型化工企业（本季度未走访）",
            {"scale": ["large", "medium"], "industry": ["C26"], "not_visited": "quarter"},
        ),
        ("重点企业（本月未走访）", {"is_key": "yes", "not_visited": "month"}),
        ("红色、橙色风险企业", {"risk": ["red", "orange"]}),
        ("有未销号隐患的企业", {"open_cases": ["hazard"]}),
        ("外贸企业", {"tags": [exporters]}),
        ("中小微企业", {"scale": ["medium", "small", "micro"]}),
        ("尚未编入走访组的企业", {"kind": ["enterprise"], "is_served": "no"}),
    ):
        segment_save(actor=world.officers[0], name=name, conditions=conditions)
