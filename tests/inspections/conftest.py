"""The small district of the cases, with an inspector of its fire authority, and a short list."""

import uuid

import pytest

from inspections.models import CheckList, CheckListVersion
from inspections.services.checklists import ItemEntry, draft_save, list_add, version_publish
from inspections.services.entries import InspectionEntry, JudgementEntry
from inspections.services.inspections import inspection_record
from organizations.roles import Role
from tests.factories import (
    FieldAuthorityFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)
from tests.issues.conftest import district as district_of_cases
from tests.visits.conftest import photo as photo
from tests.visits.conftest import team as team

cases_district = district_of_cases
ITEMS = (
    ItemEntry(section="疏散", text="安全出口畅通", basis="消防法第二十八条", score=10),
    ItemEntry(text="疏散指示标志完好", score=5, photo_required=True),
    ItemEntry(section="器材", text="灭火器压力正常", basis="消防法第十六条", score=5),
)


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(cases_district):
    """With ``authority`` of fire safety, its ``inspector``, and ``admin``."""
    place = cases_district
    place.authority = OrganizationFactory(name="消防救援大队", parent=place.root)
    FieldAuthorityFactory(field="fire", organization=place.authority)
    for name, role, unit in (
        ("inspector", Role.SAFETY_OFFICER, place.authority),
        ("admin", Role.ADMINISTRATOR, place.root),
    ):
        person = UserFactory(username=name, full_name=name)
        MembershipFactory(user=person, role=role, organization=unit)
        setattr(place, name, person)
    return place


@pytest.fixture
def fire(district) -> CheckListVersion:
    """A list of three items in two sections, in use: 10 + 5 (with a photo) + 5 points."""
    draft = list_add(actor=district.inspector, field="fire", name="消防检查短表")
    draft_save(actor=district.inspector, version=draft, name=draft.name, items=ITEMS)
    return version_publish(actor=district.inspector, version=draft)


@pytest.fixture
def judged(photo):
    """Return a maker of judgements of a version: one word for each item, ``facts`` by its place."""

    def made(version, *results, **facts):
        items = list(version.items.all())
        return [
            JudgementEntry(
                **{
                    "item": item,
                    "result": result,
                    "photos": [photo()] if item.photo_required and result != "na" else (),
                    **facts.get(f"of_{place}", {}),
                }
            )
            for place, (item, result) in enumerate(zip(items, results, strict=True))
        ]

    return made


@pytest.fixture
def inspect(district, fire, judged):
    """Return a recorder of inspections by the short list; a call names only what matters."""

    def made(*results, actor=None, kind="inspection", enterprise=None, **visit):
        actor = actor or district.inspector
        results = results or ("pass", "pass", "pass")
        version = visit.pop("version", fire)
        entry = InspectionEntry(kind=kind, versions=[version], judgements=judged(version, *results))
        return inspection_record(
            actor=actor,
            enterprise=enterprise or district.firm,
            submission_key=visit.pop("submission_key", None) or uuid.uuid4(),
            entry=visit.pop("entry", entry),
            participants=[actor],
            **visit,
        )

    return made


def shipped(field: str) -> CheckList:
    return CheckList.objects.get(field=field, created_by=None)
