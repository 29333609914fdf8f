"""The little district of the cases, with what a hazard needs and people with Chinese names."""

import io
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from PIL import Image
from playwright.sync_api import Page

from organizations.models import User
from organizations.roles import Role
from tests.browser import faults_of, settle
from tests.factories import (
    FieldAuthorityFactory,
    MembershipFactory,
    OrganizationFactory,
    PositionFactory,
    UserFactory,
)
from tests.issues.conftest import district as district_of_cases
from tests.journeys.words import foreign_words_of
from tests.visits.conftest import team as team

cases_district = district_of_cases

NAMES = {
    "officer": "陈静",
    "head": "李敏",
    "handler": "周强",
    "town_head": "孙伟",
    "leader": "赵建国",
    "principal": "钱志明",
    "visitor": "吴芳",
    "support_head": "郑洁",
    "inspector": "冯军",
}


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(cases_district: SimpleNamespace) -> SimpleNamespace:
    """The district, a bureau that supports, and the safety authority with its inspector."""
    place = cases_district
    place.support = OrganizationFactory(name="市场监督管理局", parent=place.root)
    place.authority = OrganizationFactory(name="应急管理局", parent=place.root)
    FieldAuthorityFactory(field="fire", organization=place.authority)
    for name, role, unit in (
        ("support_head", Role.UNIT_HEAD, place.support),
        ("inspector", Role.SAFETY_OFFICER, place.authority),
    ):
        user = UserFactory(username=name)
        MembershipFactory(user=user, role=role, organization=unit)
        PositionFactory(organization=unit, holder=user)
        setattr(place, name, user)
    for username, full_name in NAMES.items():
        User.objects.filter(username=username).update(full_name=full_name)
        getattr(place, username).full_name = full_name
    return place


def picture(colour: str = "gray", name: str = "现场.jpg", size=(640, 480)) -> dict:
    """A photo to send with a form."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


@dataclass
class Reader:
    """Looks at each page in passing, as somebody who reads Chinese and holds a phone."""

    found: dict[str, list[str]]

    def __call__(self, page: Page) -> None:
        settle(page)
        faults = [*faults_of(page), *foreign_words_of(page)]
        if faults:
            width = page.viewport_size["width"]
            self.found[f"{page.url} at {width}"] = faults


@pytest.fixture
def look():
    """Return a reader: ``look(page)``; what was found anywhere is told at the end, together."""
    reader = Reader({})
    yield reader
    assert reader.found == {}
