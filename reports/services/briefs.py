"""Weekly and monthly briefs: by hand, and by themselves once for each week and month."""

import hashlib
import io
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from core.access import require
from core.archives import steady
from core.audit import SYSTEM, record
from core.jobs import hint
from core.models import StoredFile
from core.uploads import file_store, made_keep, size_check
from reports.access_kept import FIGURES, TAKING, TEMPLATES, WHOLE_DISTRICT, reach_of
from reports.briefs.document import CONTENT_TYPE, template_check
from reports.briefs.facts import brief_facts
from reports.briefs.template import default_template
from reports.models import BriefSchedule, BriefTemplate, Report
from reports.periods import Period
from reports.selectors.frames import Frame
from reports.selectors.schedules import period_before, period_ready, schedules_in_force
from reports.services.starting import RUN_TASK, report_start

_STEADY_AT = datetime(2026, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


def brief_report(*, actor, kind: str, period: Period) -> Report:
    """Have a brief made of what this person sees; NotYou without figures or lists to take away."""
    require(actor, FIGURES)
    require(actor, TAKING)
    return report_start(actor, _brief(kind, period, created_by=actor, reach=reach_of(actor, kind)))


def briefs_make(*, at: datetime | None = None) -> int:
    """Begin each brief that is due and not there; once each, however many workers come to it.

    When one is due, its schedule says. After an outage those missed are made up for; of a kind
    never made, the latest is enough.
    """
    now = at or timezone.now()
    return sum(
        _begin(schedule.kind, period)
        for schedule in schedules_in_force()
        for period in _due(schedule, now)
    )


@transaction.atomic
def _begin(kind: str, period: Period) -> bool:
    with override(settings.LANGUAGE_CODE):
        fresh = _brief(kind, period, created_by=None, reach=Report.Reach.WHOLE)
    key = {"kind": kind, "first_on": period.since_on, "created_by": None}
    facts = {name: getattr(fresh, name) for name in ("title", "filtered_by", "last_on", "reach")}
    report, is_new = Report.objects.get_or_create(**key, defaults=facts)
    if is_new:
        record(actor=SYSTEM, subject=report, action="report_start", note=report.filtered_by)
        hint(RUN_TASK, report.pk)
    return is_new


def _brief(kind: str, period: Period, **facts) -> Report:
    return Report(
        kind=kind,
        title=str(Report.Kind(kind).label).capitalize(),
        first_on=period.since_on,
        last_on=period.until_on,
        filtered_by=str(period),
        **facts,
    )


def _due(schedule: BriefSchedule, now: datetime) -> Iterator[Period]:
    """The ended weeks or months after the last that has its brief, the latest last."""
    kind, period = schedule.kind, period_ready(schedule, now)
    by_itself = Report.objects.filter(kind=kind, created_by=None, first_on__lt=period.since_on)
    last = by_itself.order_by("-first_on").values_list("first_on", flat=True).first()
    missed = [period]
    while last and period_before(kind, missed[-1].since_on).since_on > last:
        missed.append(period_before(kind, missed[-1].since_on))
    yield from (one for one in reversed(missed) if schedule.calls_for(one, now))


def brief_said(report: Report, *, now: datetime) -> dict:
    """What a brief says of its days as things stand now."""
    frame = Frame(report.created_by or WHOLE_DISTRICT, Period(report.first_on, report.last_on), now)
    return brief_facts(frame, title=report.title, made_by=report.made_by.display_name)


def template_in_use(kind: str) -> StoredFile:
    """The office's own template of a brief, or the default one."""
    own = BriefTemplate.objects.filter(kind=kind, is_current=True).select_related("stored").first()
    return own.stored if own else _default_kept()


def _default_kept() -> StoredFile:
    """The default template as a file, kept once for as long as it stays the same."""
    file = io.BytesIO()
    steady(io.BytesIO(default_template()), file, at=_STEADY_AT)
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    kept = StoredFile.objects.filter(sha256=digest, uploaded_by=None).first()
    return kept or made_keep(
        actor=SYSTEM, file=file, name="default.docx", content_type=CONTENT_TYPE
    )


def brief_template_set(*, actor, kind: str, upload) -> BriefTemplate:
    """Use an office's own template from now on; NotSo if it cannot be filled in."""
    require(actor, TEMPLATES)
    size_check(upload)
    content = upload.read()
    upload.seek(0)
    template_check(content)
    with transaction.atomic():
        BriefTemplate.objects.filter(kind=kind, is_current=True).update(is_current=False)
        stored = file_store(actor=actor, upload=upload)
        template = BriefTemplate.objects.create(kind=kind, stored=stored, created_by=actor)
        record(actor=actor, subject=template, action="brief_template_set", stored=stored.name)
    return template


def brief_template_drop(*, actor, kind: str) -> None:
    """Go back to the default template."""
    require(actor, TEMPLATES)
    with transaction.atomic():
        for template in BriefTemplate.objects.select_for_update().filter(
            kind=kind, is_current=True
        ):
            template.is_current = False
            template.save(update_fields=["is_current"])
            record(actor=actor, subject=template, action="brief_template_drop")
