"""Bad input of visiting: each gets a clear sentence on the page it came from, and nothing is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories import SegmentFactory, UserFactory
from tests.visits.test_pages import JSON, sent
from visits.models import Campaign, InvitationAnswer, SeatTerm, Visit, VisitTeam
from visits.services import seat_hand_over
from visits.services.invitations import invitation_make

TODAY = timezone.localdate


def two_leaders(district, team, client):
    """A team in which one person would be two of the three."""
    return client.post(
        reverse("visits:team_create"),
        {
            "name": "写到一半的组",
            "district_leader": district.leader.pk,
            "department_head": district.leader.pk,
            "department": district.bureau.pk,
            "town_head": district.town_head.pk,
            "town": district.town.pk,
            "since_on": TODAY().isoformat(),
        },
    )


def overlapping_periods(district, team, client):
    """A seat handed over for a time in which somebody else holds it already."""
    since_on = TODAY() - timedelta(days=5)
    seat_hand_over(
        actor=district.officer,
        team=team,
        seat="district_leader",
        person=UserFactory(full_name="继任"),
        since_on=since_on,
    )
    return client.post(
        reverse("visits:team_hand_over", args=[team.pk]),
        {
            "seat": "district_leader",
            "person": UserFactory(full_name="写到一半的人").pk,
            "since_on": (since_on - timedelta(days=1)).isoformat(),
        },
    )


def empty_segment(district, team, client):
    """A campaign for a segment that matches nothing."""
    segment = SegmentFactory(name="没有企业的名单")
    return client.post(
        reverse("visits:campaign_create"),
        {
            "name": "写到一半的行动",
            "begins_on": TODAY().isoformat(),
            "ends_on": (TODAY() + timedelta(days=30)).isoformat(),
            "segments": [segment.pk],
            "coverage_percent": 100,
        },
    )


def expired_link(district, team, client):
    """The enterprise sends its side after the link of the invitation has run out."""
    invitation = invitation_make(
        actor=district.officer,
        enterprise=district.firm,
        meets_at=timezone.now() + timedelta(days=1),
    )
    client.logout()
    address = reverse("visits_public:invited", args=[invitation.link.token])
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        return client.post(
            address,
            {
                "situation": "写到一半的情况",
                "contact_name": "王经理",
                "form-TOTAL_FORMS": 1,
                "form-INITIAL_FORMS": 0,
                "form-0-title": "写到一半的诉求",
            },
        )


def photo_of_40_mb(district, team, client):
    client.force_login(district.visitor)
    photo = SimpleUploadedFile("现场.jpg", b"\xff\xd8\xff" + bytes(40 * 1024 * 1024), "image/jpeg")
    data = sent(district, situation="写到一半的走访", photos=[photo])
    return client.post(reverse("visits:log"), data)


def wrong_clock(district, team, client):
    """The phone that kept the visit is three hours fast."""
    client.force_login(district.visitor)
    device_at = (timezone.now() + timedelta(hours=3)).isoformat()
    data = sent(district, situation="写到一半的走访", device_at=device_at)
    return client.post(reverse("visits:log"), data, headers=JSON)


CASES = {
    two_leaders: (200, "须为三个不同的人", "写到一半的组"),
    overlapping_periods: (200, "请选择当日或之后的日期", "写到一半的人"),
    empty_segment: (200, "没有企业的名单", "写到一半的行动"),
    expired_link: (410, "有效期至", "写到一半的诉求"),
    photo_of_40_mb: (422, "超过 20 MB，请换一个小一些的；其他内容都在", "写到一半的走访"),
    wrong_clock: (422, "快了 180 分钟", ""),
}
"""What is done → the code, a part of the sentence, and what was typed and still stands there."""


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.__name__)
def test_a_clear_sentence_and_nothing_lost(bad, district, team, signed_in):
    client = signed_in(district.officer, "zh-hans")
    teams, code = VisitTeam.objects.count(), CASES[bad][0]
    answer = bad(district, team, client)
    page = answer.json() if answer["Content-Type"] == "application/json" else answer.text
    assert answer.status_code == code
    for words in CASES[bad][1:]:
        assert words in str(page)
    assert (VisitTeam.objects.count(), Campaign.objects.count()) == (teams, 0)
    assert not InvitationAnswer.objects.exists()
    assert not Visit.objects.exists()
    assert SeatTerm.objects.filter(person__full_name="写到一半的人").count() == 0
