"""Enterprises that speak for themselves: a code on the wall, and demands raised by it."""

from uuid import UUID

from core.uploads import photo_clean
from demo.photos import photo_draw
from demo.story.cases import CaseLife
from demo.story.plans import plan_make
from demo.story.tale import Life, Tale
from demo.story.visits import Visitors
from demo.texts import Matter, matter_choose
from demo.world import World
from enterprises.services import code_issue
from issues.models import RaisedDemand
from issues.services.raised import demand_raise, demand_refuse, demand_take_up

FIRMS_PER_TOWN = 2
WAITING_DAYS = 5
"""What was raised so lately still waits for the office."""
REFUSED = (
    "该事项属市级权限，已转告市有关部门，请直接与其联系",
    "与前次诉求重复，请关注前次诉求的办理进度",
)


def raisings(tale: Tale, world: World, visitors: Visitors) -> Life:
    """Codes are handed out on the first day; every few days somebody raises something."""
    firms = [firm for firms in world.firms.values() for firm in firms[:FIRMS_PER_TOWN]]
    codes = [code_issue(actor=world.officers[0], enterprise=firm) for firm in firms]
    while True:
        yield tale.in_days(tale.rng.choice((1, 2, 3)))
        matter = matter_choose(tale.rng, "demand")
        photos = [photo_draw(tale.rng, "before")] if tale.rng.random() < 0.4 else []
        demand = demand_raise(
            code=tale.rng.choice(codes),
            submission_key=UUID(int=tale.rng.getrandbits(128)),
            title=matter.title,
            description=matter.situation,
            contact_name="办公室",
            contact_phone=f"1370000{tale.rng.randrange(10**4):04d}",
            photos=[photo_clean(photo) for photo in photos],
        )
        tale.begin(_looked_at(tale, visitors, demand, matter))


def _looked_at(tale: Tale, visitors: Visitors, demand: RaisedDemand, matter: Matter) -> Life:
    is_late = (tale.until - tale.at).days < WAITING_DAYS
    yield tale.in_days(WAITING_DAYS) if is_late else tale.soon(60, 400)
    officer = tale.rng.choice(visitors.world.officers)
    if tale.rng.random() < 0.15:
        demand_refuse(actor=officer, demand=demand, reason=tale.rng.choice(REFUSED))
        return
    case = demand_take_up(actor=officer, demand=demand, title=demand.title)
    plan = plan_make(tale.rng, visitors.world, matter)
    yield from CaseLife(tale, visitors, case, plan).tell()
