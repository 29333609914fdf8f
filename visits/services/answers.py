"""What a visit answers to the questions of its campaign, and everything that can be wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import StoredFile
from core.templatetags.times import time_in_words
from visits.models import CampaignAnswer, CampaignQuestion, Visit, VisitPhoto
from visits.workflow import CampaignState

TEXT_LONGEST = 2000
_Kind = CampaignQuestion.Kind


@dataclass(frozen=True, kw_only=True)
class AnswerEntry:
    """The answer to one question; photos are uploads."""

    question: CampaignQuestion
    text: str = ""
    number: Decimal | None = None
    photos: Sequence[UploadedFile] = ()

    @property
    def field(self) -> str:
        return f"answers-{self.question.pk}"

    @property
    def is_given(self) -> bool:
        return bool(self.text.strip() or self.number is not None or self.photos)


def campaign_faults(entry) -> Iterable[tuple[str, str]]:
    """What is wrong with the campaign of a VisitEntry and with its answers."""
    campaign = entry.campaign
    if campaign is None:
        return
    day = timezone.localdate(entry.visited_at)
    if campaign.state == CampaignState.PREPARED:
        yield "campaign", _("This campaign has not begun yet.")
    elif not campaign.holds(day):
        days = {"first": time_in_words(campaign.starts_on), "last": time_in_words(campaign.ends_on)}
        yield (
            "campaign",
            _(
                "The campaign lasts from %(first)s to %(last)s. Look at the time of the visit, "
                "or choose “no campaign”."
            )
            % days,
        )
    elif not campaign.targets.filter(enterprise=entry.enterprise).exists():
        yield (
            "campaign",
            _("This enterprise is not in the campaign (any more). Choose “no campaign”."),
        )
    yield from _answer_faults(entry)


def _answer_faults(entry) -> Iterable[tuple[str, str]]:
    given = {one.question.pk: one for one in entry.answers}
    for question in entry.campaign.questions.filter(ended_at__isnull=True, is_required=True):
        if question.pk not in given or not given[question.pk].is_given:
            sentence = (
                _("Add a photo, please.")
                if question.kind == _Kind.PHOTO
                else _("This question must be answered.")
            )
            yield f"answers-{question.pk}", sentence
    for one in entry.answers:
        if one.question.campaign_id != entry.campaign.pk:
            yield one.field, _("This question belongs to another campaign.")
        elif one.question.kind == _Kind.CHOICE and one.text:
            if one.text not in one.question.choices:
                yield one.field, _("Choose one of the answers.")
        elif len(one.text) > TEXT_LONGEST:
            yield one.field, _("At most %(most)s characters.") % {"most": TEXT_LONGEST}


def answers_record(
    visit: Visit, answers: Sequence[AnswerEntry], photos: dict[str, list[StoredFile]]
) -> None:
    """Keep what was answered; what was left empty is no answer."""
    for one in answers:
        if not one.is_given:
            continue
        answer = CampaignAnswer.objects.create(
            visit=visit, question=one.question, text=one.text.strip(), number=one.number
        )
        VisitPhoto.objects.bulk_create(
            VisitPhoto(visit=visit, answer=answer, stored=stored)
            for stored in photos.get(one.field, ())
        )
