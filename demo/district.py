"""The units of the demonstration district and the people in them, the same at every run."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from core.pinyin import initials_of
from demo.accounts import PASSWORD
from demo.names import DEPARTMENTS, TOWNS, VILLAGES, Namer, head_title
from demo.story.hazards import AUTHORITIES
from demo.world import World
from organizations.models import Membership, Organization, Position, User
from organizations.roles import Role

Kind = Organization.Kind
VACANT, ON_LEAVE = "体育局", "科技局"
LEADER_TITLES = (
    ("区委书记", Position.Kind.PRINCIPAL),
    ("区长", Position.Kind.PRINCIPAL),
    ("区人大常委会主任", Position.Kind.LEADER),
    ("区政协主席", Position.Kind.LEADER),
    ("区委副书记", Position.Kind.LEADER),
    ("常务副区长", Position.Kind.LEADER),
    *(
        (f"副区长（{field}）", Position.Kind.LEADER)
        for field in ("工业", "农业", "城建", "社会", "安全")
    ),
    ("区委组织部部长", Position.Kind.LEADER),
)
SAFETY_UNITS = tuple(AUTHORITIES)


class DistrictBuilder:
    """Makes units first, then posts and people; everybody has been there for a year."""

    def __init__(self, world: World, namer: Namer):
        self.world = world
        self.namer = namer
        self.since = world.today - timedelta(days=400)
        self.password = make_password(PASSWORD)
        self.people: dict[str, User] = {}
        self._count = 0

    def build(self) -> World:
        self._units()
        self._leaders()
        self._office()
        for unit in [*self.world.departments(), *self.world.towns]:
            self._staff(unit)
        self._specialists()
        self._absences()
        self.world.root.refresh_from_db()
        return self.world

    def _units(self) -> None:
        world, district = self.world, settings.DISTRICT_NAME
        world.root = Organization.objects.create(name=district, kind=Kind.DISTRICT)
        world.office = self._unit(
            f"{district}走访服务企业办公室", "走访办", Kind.DEPARTMENT, is_visit_office=True
        )
        for place, (name, short) in enumerate(DEPARTMENTS, start=1):
            world.units[short] = self._unit(
                f"{district}{name}", short, Kind.DEPARTMENT, order=place * 10,
                is_catch_all=short == "企服中心",
            )  # fmt: skip
        for place, (name, short) in enumerate(TOWNS, start=1):
            town = self._unit(f"{district}{name}", short, Kind.TOWN, order=1000 + place * 10)
            world.units[short] = town
            world.towns.append(town)
            self._below(town, short)

    def _below(self, town: Organization, short: str) -> None:
        for village in self.world.rng.sample(VILLAGES, 3):
            form = "村" if town.name.endswith("镇") else "社区"
            self._unit(f"{short}{village}{form}", "", Kind.COMMUNITY, parent=town)
        for branch in self.world.rng.sample(("机关", "企业联合", "商圈", "老干部"), 2):
            self._unit(f"{short}{branch}党支部", "", Kind.BRANCH, parent=town)

    def _unit(self, name: str, short: str, kind: str, *, parent=None, **facts) -> Organization:
        phone = f"0500-88{self.world.rng.randrange(100000, 999999)}"
        return Organization.objects.create(
            name=name, short_name=short, kind=kind, parent=parent or self.world.root,
            phone=phone, **facts,
        )  # fmt: skip

    def _leaders(self) -> None:
        world, posts = self.world, []
        for place, (title, kind) in enumerate(LEADER_TITLES):
            username = {1: "principal", 6: "leader"}.get(place, "")
            person = self._person(title, username, (world.root, Role.DISTRICT_LEADER))
            world.leaders.append(person)
            posts.append(
                Position.objects.create(
                    organization=world.root, kind=kind, title=title, holder=person, order=place
                )
            )
        charges = posts[2:]
        for place, unit in enumerate([*world.departments(), *world.towns]):
            mine = unit.short_name in ("人社局", "柳河镇", "经信局")
            unit.leader = posts[6] if mine else charges[place % len(charges)]
            unit.save(update_fields=["leader"])
        world.office.leader = posts[5]
        world.office.save(update_fields=["leader"])

    def _office(self) -> None:
        world = self.world
        role = (world.office, Role.VISIT_OFFICE)
        head = self._person("走访办主任", "", role, (world.office, Role.UNIT_HEAD))
        self._post(world.office, "主任", head)
        world.officers = [
            self._person("走访办科员", username, role) for username in ("office", "office2")
        ]

    def _staff(self, unit: Organization) -> None:
        is_town = unit.kind == Kind.TOWN
        username = {"人社局": "head", "柳河镇": "townhead"}.get(unit.short_name, "")
        title = head_title(unit.name)
        head = None
        if unit.short_name != VACANT:
            head = self._person(title, username, (unit, Role.UNIT_HEAD))
        self._post(unit, title, head)
        handler = "handler" if unit.short_name == "人社局" else ""
        many = 3 if is_town else self.world.rng.choice((2, 3))
        self.world.handlers[unit.pk] = [
            self._person("科员", handler if place == 0 else "", (unit, Role.HANDLER))
            for place in range(many)
        ]
        visitors = ("visitor" if unit.short_name == "柳河镇" else "", "") if is_town else ("",)
        self.world.visitors[unit.pk] = [
            self._person("走访干部", name, (unit, Role.VISITING_OFFICIAL)) for name in visitors
        ]

    def _specialists(self) -> None:
        world, root = self.world, self.world.root
        for unit in [*(world.units[short] for short in SAFETY_UNITS), *world.towns]:
            username = "safety" if unit.short_name == "应急局" else ""
            title = "安全监管员"
            world.inspectors[unit.pk] = self._person(title, username, (unit, Role.SAFETY_OFFICER))
        self._person("统计员", "report", (world.office, Role.REPORT_STAFF))
        self._person("审计员", "auditor", (world.units["审计局"], Role.AUDITOR))
        self._person("系统管理员", "admin", (root, Role.ADMINISTRATOR))

    def _absences(self) -> None:
        unit = self.world.units[ON_LEAVE]
        post = self.world.posts[unit.pk]
        post.delegate = self.world.handlers[unit.pk][0]
        post.delegate_from_on = self.world.today - timedelta(days=5)
        post.delegate_until_on = self.world.today + timedelta(days=10)
        post.save()

    def _person(self, title: str, username: str, *roles) -> User:
        self._count += 1
        name = self.namer.person()
        person = User(
            username=username or f"user{self._count:03d}",
            full_name=name,
            initials=initials_of(name)[:60],
            title=title,
            phone=f"1390000{self._count:04d}",
            password=self.password,
        )
        person.save()
        Membership.objects.bulk_create(
            Membership(user=person, organization=unit, role=role, since_on=self.since)
            for unit, role in roles
        )
        return person

    def _post(self, unit: Organization, title: str, holder: User | None) -> None:
        self.world.posts[unit.pk] = Position.objects.create(
            organization=unit, kind=Position.Kind.HEAD, title=title, holder=holder
        )
