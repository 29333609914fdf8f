"""Who is told what became of points; the texts stand in points/texts.py."""

from collections.abc import Iterable

from deeds.services.telling import heads_of
from notices.models import Notice
from notices.services import notices_post_many
from organizations.models import User
from organizations.selectors import visit_office
from points.models import Appeal, Entry, Viewing


def entry_tell(entry: Entry) -> None:
    """The head of the unit, of what somebody entered."""
    heads = heads_of([entry.unit]).values()
    _tell(entry, "entered", heads, who=entry.by, words=entry.reason)


def appeal_tell_deciders(appeal: Appeal) -> None:
    """The head of the visit office, or who stands in."""
    office = visit_office()
    heads = heads_of([office]).values() if office else ()
    _tell(appeal, "appeal_made", heads, who=appeal.made_by, words=appeal.reason)


def appeal_tell_decided(appeal: Appeal) -> None:
    what = "appeal_upheld" if appeal.upheld else "appeal_dismissed"
    _tell(appeal, what, [appeal.made_by], who=appeal.decided_by, words=appeal.decision)


def viewing_tell_judges(viewing: Viewing) -> None:
    _tell(viewing, "to_score", viewing.judges.all())


def _tell(about, what: str, people: Iterable[User], **params) -> None:
    notices_post_many(
        [
            Notice(
                recipient=person,
                template=f"points.{what}",
                label=str(about)[:200],
                params={name: str(value) for name, value in params.items()},
                level=Notice.Level.INFO,
                url=about.get_absolute_url(),
                subject_type=about._meta.label_lower,
                subject_id=about.pk,
                dedupe_key=f"{what}:{about.pk}:user:{person.pk}",
            )
            for person in people
            if person.is_active
        ]
    )
