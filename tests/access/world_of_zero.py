"""What the access table needs of joint meetings and of safety-responsibility inspections."""

from functools import cached_property

from django.utils import timezone

from organizations.roles import Role
from safety.models import JointMeeting
from tests.safety.factories import InquiryFactory, InquiryMeasureFactory


class WorldOfZero:
    """Made around the world's own hazard, which its bureau leads."""

    @cached_property
    def agenda_item(self):
        """On the hazard, at a meeting of the bureau with the district leader in the chair."""
        meeting = JointMeeting.objects.create(
            number="LX20260001", held_at=timezone.now(), place="会议室",
            chair=self.people[Role.DISTRICT_LEADER],
            convened_by=self.people[Role.VISIT_OFFICE], convened_at=timezone.now(),
        )  # fmt: skip
        meeting.units.add(self.bureau)
        return meeting.items.create(case=self.hazard, place=1, why="重大隐患")

    @cached_property
    def inquiry(self):
        """Into the bureau, without an outcome yet."""
        return InquiryFactory(case=self.hazard, unit=self.bureau)

    @cached_property
    def inquiry_measure(self):
        """After an outcome against the bureau."""
        return InquiryMeasureFactory(
            inquiry=InquiryFactory(case=self.hazard, unit=self.bureau, is_decided=True)
        )
