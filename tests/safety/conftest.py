"""A small district in which a hazard can go its whole way."""

import io
from itertools import count
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.uploads import photo_store
from organizations.models import Organization
from organizations.roles import Role
from safety.services.acceptance import hazard_accept
from safety.services.assessment import hazard_assess
from safety.services.finding import hazard_open
from safety.services.loop import hazard_file, hazard_order, hazard_submit
from safety.workflow import Grade, HazardState
from tests.factories import (
    EnterpriseFactory,
    FieldAuthorityFactory,
    MembershipFactory,
    OrganizationFactory,
    PositionFactory,
    UserFactory,
)

PLAN = {
    "measures": "更换灭火器并清理通道",
    "person": "张厂长",
    "funds": "2万元,企业自筹",
    "contingency": "整改期间专人值守",
}


JUDGED = {"basis": "对照判定标准", "likelihood": 3, "severity": 3}


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(db):
    """The district: the safety authority, the bureau that rectifies, a town, the visit office."""
    root = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    office = OrganizationFactory(name="走访办", parent=root, is_visit_office=True)
    authority = OrganizationFactory(name="应急管理局", parent=root)
    bureau = OrganizationFactory(name="经济和信息化局", parent=root)
    town = OrganizationFactory(name="柳河镇", kind=Organization.Kind.TOWN, parent=root)
    FieldAuthorityFactory(field="fire", organization=authority)
    people = {
        "officer": (Role.VISIT_OFFICE, office),
        "inspector": (Role.SAFETY_OFFICER, authority),
        "town_inspector": (Role.SAFETY_OFFICER, town),
        "head": (Role.UNIT_HEAD, bureau),
        "handler": (Role.HANDLER, bureau),
        "town_head": (Role.UNIT_HEAD, town),
        "visitor": (Role.VISITING_OFFICIAL, town),
    }
    users = {name: UserFactory(username=name, full_name=name) for name in people}
    for name, (role, unit) in people.items():
        MembershipFactory(user=users[name], role=role, organization=unit)
    PositionFactory(organization=bureau, holder=users["head"])
    PositionFactory(organization=authority, holder=users["inspector"])
    firm = EnterpriseFactory(name="江南精密机械有限公司", town=town)
    return SimpleNamespace(
        root=root,
        office=office,
        authority=authority,
        bureau=bureau,
        town=town,
        firm=firm,
        **users,
    )


def picture(colour="red", name="photo.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


@pytest.fixture
def photo(district):
    """Return a maker of photos, each another file unless it is told the colour."""
    shades = (f"hsl({number % 360}, 60%, {20 + number // 360}%)" for number in count(step=7))

    def make(colour=None):
        return photo_store(actor=district.visitor, upload=picture(colour or next(shades)))

    return make


@pytest.fixture
def hazard_in(district, photo):
    """Return a maker of hazards in any state: ``hazard_in(HazardState.RECTIFYING, grade=…)``."""

    def make(state=HazardState.FOUND, *, grade=Grade.ORDINARY, due_on=None, **facts):
        facts.setdefault("photos", [photo()])
        case = hazard_open(
            actor=district.visitor,
            enterprise=district.firm,
            title="消防通道堆放杂物",
            field="fire",
            **facts,
        )
        for step in STEPS[: list(HazardState).index(state)]:
            step(district, case, photo, grade, due_on)
        return case

    return make


def _file(district, case, photo, grade, due_on):
    hazard_file(actor=district.inspector, case=case, field="fire", place="一号车间")


def _assess(district, case, photo, grade, due_on):
    hazard_assess(actor=district.inspector, case=case, grade=grade, **JUDGED)


def _order(district, case, photo, grade, due_on):
    hazard_order(
        actor=district.inspector, case=case, lead=district.bureau, plan=PLAN, due_on=due_on
    )


def _submit(district, case, photo, grade, due_on):
    hazard_submit(actor=district.head, case=case, how="已清理", after=[photo()])


def _accept(district, case, photo, grade, due_on):
    hazard_accept(actor=district.inspector, case=case)


STEPS = [_file, _assess, _order, _submit, _accept]
