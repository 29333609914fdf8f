"""The register of the demonstration: enterprises whose figures fit their trade."""

import math
import random
from datetime import timedelta
from decimal import Decimal

from stdnum.cn.uscc import calc_check_digit

from core.audit import SYSTEM, record_many
from demo.names import ROADS, TRADES, Namer
from demo.world import World
from enterprises.models import Enterprise

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
TAGS = ("规上企业", "高新技术企业", "专精特新", "外贸企业", "上市后备", "龙头企业", "初创企业")


def credit_code(rng: random.Random, serial: int) -> str:
    """A code by GB 32100-2015: registered by the market authority, as an enterprise."""
    body = f"91330199MA{serial:06d}{rng.choice(SIGNS)}"
    return body + calc_check_digit(body)


def firms_made(rng: random.Random, namer, towns, count: int, today) -> list[Enterprise]:
    """``count`` enterprises, not saved yet; towns in turn, trades by their weight."""
    trades = rng.choices(TRADES, weights=[trade[3] for trade in TRADES], k=count)
    return [
        _firm(rng, namer, towns[place % len(towns)], trade, place, today)
        for place, trade in enumerate(trades)
    ]


def _firm(rng, namer, town, trade, serial: int, today) -> Enterprise:
    code, industry, words, _weight, typical, per_head = trade
    employees = max(2, int(typical * math.exp(rng.gauss(-0.4, 1.0))))
    revenue = Decimal(max(8, round(employees * per_head * rng.uniform(0.5, 1.6))))
    owner = namer.person()
    firm = Enterprise(
        name=namer.firm(words),
        uscc=credit_code(rng, serial),
        town=town,
        industry_code=code,
        industry=industry,
        employees=employees,
        revenue_wan=revenue,
        assets_wan=Decimal(round(float(revenue) * rng.uniform(0.5, 1.8))),
        benefit_tier=rng.choices("ABCD", weights=(2, 4, 3, 1))[0],
        tags=sorted(rng.sample(TAGS, rng.choice((0, 0, 1, 1, 2)))),
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
    return firm


def register_fill(world: World, namer: Namer, count: int) -> None:
    firms = firms_made(world.rng, namer, world.towns, count, world.today)
    Enterprise.objects.bulk_create(firms, batch_size=500)
    record_many(
        actor=SYSTEM,
        action="enterprises.enterprise_add",
        changes=((firm, {"source": "demo"}) for firm in firms),
    )
    for firm in firms:
        world.firms.setdefault(firm.town_id, []).append(firm)
