"""The weekly and monthly briefs of the last weeks, each made on its morning of what stood then."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from demo.story.tale import Life, Tale
from reports.services.briefs import briefs_make
from reports.services.reports import reports_resume

SINCE = timedelta(days=28)
BEAT = time(7, 35)
"""The beat comes by soon after the half past seven of the schedules."""


def briefs(tale: Tale) -> Life:
    """Four weeks before the end of the story the briefs begin to be made by themselves."""
    yield tale.until - SINCE
    while True:
        yield timezone.make_aware(datetime.combine(tale.day + timedelta(days=1), BEAT))
        briefs_make(at=tale.at)
        reports_resume()
