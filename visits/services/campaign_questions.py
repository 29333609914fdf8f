"""The questions a campaign adds to the visit form: kept as data, ended once they were answered."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from visits.models import Campaign, CampaignQuestion
from visits.services.campaigns import MANAGE, campaign_locked

CHOICES_MOST = 20
CHOICE_LONGEST = 60


def question_save(
    *,
    actor,
    campaign: Campaign,
    text: str,
    kind: str,
    choices: Sequence[str] = (),
    is_required: bool = False,
    order: int | None = None,
    question: CampaignQuestion | None = None,
) -> CampaignQuestion:
    """Add a question or change one that nobody has answered; of others only the order changes."""
    require(actor, MANAGE, campaign)
    choices = _choices_clean(choices) if kind == CampaignQuestion.Kind.CHOICE else []
    facts = {"text": " ".join(text.split()), "kind": kind, "choices": choices}
    facts["is_required"] = is_required
    _check(facts)
    with transaction.atomic():
        campaign = campaign_locked(campaign, "ask")
        kept = question and CampaignQuestion.objects.select_for_update().get(pk=question.pk)
        if kept and kept.answers.exists() and any(getattr(kept, f) != v for f, v in facts.items()):
            raise NotNow(
                _("This question was answered already. End it, and add the new one beside it.")
            )
        kept = kept or CampaignQuestion(campaign=campaign)
        for name, value in facts.items():
            setattr(kept, name, value)
        kept.order = order or _next_place(campaign)
        kept.save()
        action = "campaign_question_change" if question else "campaign_question_add"
        record(actor=actor, subject=campaign, action=action, question=kept.text, kind=kind)
    return kept


def _choices_clean(choices: Sequence[str]) -> list[str]:
    """Each once, in the order given."""
    return list(dict.fromkeys(filter(None, (" ".join(one.split()) for one in choices))))


def _check(facts: dict) -> None:
    faults = {}
    if not facts["text"]:
        faults["text"] = _("Write down what is to be asked.")
    if facts["kind"] not in CampaignQuestion.Kind.values:
        faults["kind"] = _("Choose what kind of answer it wants.")
    if facts["kind"] == CampaignQuestion.Kind.CHOICE:
        if len(facts["choices"]) < 2:
            faults["choices"] = _("Give at least two answers to choose from, one on each line.")
        elif len(facts["choices"]) > CHOICES_MOST:
            faults["choices"] = _("At most %(most)s answers to choose from.") % {
                "most": CHOICES_MOST
            }
        elif any(len(one) > CHOICE_LONGEST for one in facts["choices"]):
            faults["choices"] = _("Each answer has at most %(most)s characters.") % {
                "most": CHOICE_LONGEST
            }
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _next_place(campaign: Campaign) -> int:
    last = campaign.questions.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def question_remove(*, actor, question: CampaignQuestion) -> bool:
    """Ask it no more; returns whether it stays.

    While the campaign runs it is ended and stays, with its answers: a phone without a signal may
    still hold one. Before that it goes.
    """
    require(actor, MANAGE, question.campaign)
    campaign = campaign_locked(question.campaign, "ask")
    locked = CampaignQuestion.objects.select_for_update().get(pk=question.pk)
    is_kept = campaign.is_running or locked.answers.exists()
    action = "campaign_question_end" if is_kept else "campaign_question_remove"
    record(actor=actor, subject=campaign, action=action, question=locked.text)
    if is_kept:
        locked.ended_at = locked.ended_at or timezone.now()
        locked.save(update_fields=["ended_at"])
    else:
        locked.delete()
    return is_kept
