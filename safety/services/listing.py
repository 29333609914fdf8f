"""Listed supervision: a major hazard comes on the list, is reported on, and is taken off again."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotSo
from core.models import StoredFile
from core.numbering import take_numbers
from issues.models import Attachment, Case, LadderRung
from issues.selectors.recipients import addressee_of
from issues.services.deadlines import open_rows
from issues.services.steps import Step, case_step
from issues.workflow import Stage
from organizations.models import Organization, User
from safety.models import Listing, ProgressReport
from safety.selectors.major import listing_of
from safety.services.finding import photos_add


def listing_open(step: Step, actor) -> Listing:
    """Put the hazard on the list, inside the step that made it major, by the next number.

    The unit that oversees supervises, and the leader who answers for it, until they are changed.
    """
    case = step.case
    series = f"GP{timezone.localtime(step.at).year}"
    listing = Listing.objects.create(
        number=f"{series}{take_numbers(series):04d}",
        case=case,
        unit=case.oversight_unit,
        leader=addressee_of(
            case.oversight_unit, LadderRung.Recipient.LEADER, timezone.localdate(step.at)
        ),
        listed_at=step.at,
        listed_by=actor,
    )
    step.changes["listing"] = listing.number
    return listing


def listing_close(step: Step, actor, ending: str, words: str) -> None:
    """Take the hazard off the list, inside the step that ends its supervision."""
    listing = listing_of(step.case)
    listing.unlisted_at, listing.unlisted_by = step.at, actor
    listing.ending, listing.words = ending, words.strip()
    listing.save()
    step.changes["unlisted"] = listing.number


def listing_supervise(
    *, actor, case: Case, unit: Organization, leader: User, reason: str, seen_version=None
) -> None:
    """Give the supervision to another unit or leader; the unit that rectifies is refused."""
    if not reason.strip():
        raise NotSo(_("Say why."), fields={"reason": ""})
    with case_step(
        actor=actor, case=case, move="supervise", seen_version=seen_version, note=reason
    ) as step:
        lead = step.case.lead_unit
        if lead is not None and unit.path.startswith(lead.path):
            text = _("%(unit)s sees it rectified and cannot supervise itself.") % {"unit": lead}
            raise NotSo(text, fields={"unit": text})
        listing = listing_of(step.case)
        step.changes["supervision"] = [
            f"{listing.unit} {listing.leader or '—'}",
            f"{unit} {leader}",
        ]
        listing.unit, listing.leader = unit, leader
        listing.save(update_fields=["unit", "leader"])


def hazard_report_progress(
    *,
    actor,
    case: Case,
    done: int,
    text: str,
    photos: Iterable[StoredFile] = (),
    seen_version=None,
) -> None:
    """Report how far the rectification is: this meets the interval, and the next one begins."""
    if not text.strip():
        raise NotSo(_("Say what was done, and what is left."), fields={"text": ""})
    if done not in range(101):
        raise NotSo(_("From 0 to 100 percent."), fields={"done": ""})
    with case_step(
        actor=actor, case=case, move="report_progress", seen_version=seen_version, note=text
    ) as step:
        listing = listing_of(step.case)
        report = ProgressReport.objects.create(
            listing=listing,
            deadline=open_rows(step.case).filter(stage=Stage.PROGRESS).first(),
            done=done,
            text=text.strip(),
            unit=step.case.lead_unit,
            reported_by=actor,
            reported_at=step.at,
        )
        photos = list(photos)
        report.photos.set(photos)
        photos_add(actor, step.case, photos, Attachment.Purpose.PROGRESS)
        step.changes["done"] = done


def listing_end(*, actor, case: Case, words: str, seen_version=None) -> None:
    """Take a hazard that was written off from the list, and publish it with these words."""
    if not words.strip():
        raise NotSo(_("Write the words that are published."), fields={"words": ""})
    with case_step(
        actor=actor, case=case, move="unlist", seen_version=seen_version, note=words
    ) as step:
        listing_close(step, actor, Listing.Ending.WRITTEN_OFF, words)
