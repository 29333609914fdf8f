"""The small district of the cases, with a segment of firms and letters to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from letters.services import letter_save, letter_send
from tests.factories import (
    EnterpriseFactory,
    MembershipFactory,
    OrganizationFactory,
    SegmentFactory,
)
from tests.issues.conftest import district as district
from tests.visits.conftest import photo as photo


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def facts(district):
    """What a letter to the key enterprises is written with; the firm and one of another town."""
    district.firm.is_key, district.firm.contact_name = True, "钱经理"
    district.firm.save()
    district.far = OrganizationFactory(name="石桥镇", kind="town", parent=district.root)
    district.other = EnterpriseFactory(name="石桥化工厂", town=district.far, is_key=True)
    return {
        "title": "安全生产告知书",
        "body": "{企业名称}：请{联系人}于{截止日期}前签收，报{镇街}。",
        "segment": SegmentFactory(name="重点企业", conditions={"is_key": "yes"}),
        "reply_by_on": timezone.localdate() + timedelta(days=20),
        "remind_days": 3,
    }


@pytest.fixture
def draft(district, facts):
    return letter_save(actor=district.officer, **facts)


@pytest.fixture
def letter(district, draft):
    """Sent to the firm and the other one; nobody has confirmed it."""
    letter_send(actor=district.officer, letter=draft)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def recipient(district, letter):
    """The firm's."""
    return letter.recipients.get(enterprise=district.firm)


@pytest.fixture
def person_with(district):
    """Return a maker of people with a role in the district."""

    def make(role, unit=None):
        return MembershipFactory(role=role, organization=unit or district.root).user

    return make
