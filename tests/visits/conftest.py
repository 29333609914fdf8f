"""The small district of the cases, with a team that serves its enterprise."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories import TeamEnterpriseFactory, VisitTeamFactory
from tests.issues.conftest import district as district
from visits.services import visit_log


@pytest.fixture
def team(district):
    """Leader, bureau head and town head; the town's official goes along."""
    team = VisitTeamFactory(
        name="第一走访组",
        district_leader=district.leader,
        department_head=district.head,
        department=district.bureau,
        town_head=district.town_head,
        town=district.town,
    )
    team.members.add(district.visitor)
    TeamEnterpriseFactory(team=team, enterprise=district.firm)
    return team


@pytest.fixture
def log(district):
    """Return a logger of visits; a call names only what matters."""

    def logged(actor=None, **facts):
        actor = actor or district.visitor
        facts = {
            "enterprise": district.firm,
            "submission_key": uuid.uuid4(),
            "situation": "生产经营正常",
            "participants": [actor],
            **facts,
        }
        return visit_log(actor=actor, **facts)

    return logged


def photo_bytes(size=(40, 30), **exif):
    """A small JPEG as a phone makes it, with what phones hide in theirs."""
    image, out = Image.new("RGB", size, "white"), io.BytesIO()
    details = Image.Exif()
    details[0x010F] = "某手机"
    for tag, value in exif.items():
        details[int(tag.removeprefix("tag_"))] = value
    image.save(out, "JPEG", exif=details)
    return out.getvalue()


@pytest.fixture
def photo():
    """Return a maker of uploads; without content, a photo that is one."""

    def make(content=None, name="现场.jpg"):
        content = photo_bytes() if content is None else content
        return SimpleUploadedFile(name, content, "image/jpeg")

    return make
