"""The part of the visit page that a campaign adds: which campaign, and what it asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from visits.forms.fields import PhotosField, Segments
from visits.models import Campaign, CampaignQuestion
from visits.selectors.campaign_offers import Offer, campaign_offer
from visits.services import AnswerEntry

_Kind = CampaignQuestion.Kind
NONE = Offer([], None)
_BOX = {"class": "form-control"}


class AnswersForm(forms.Form):
    """The questions of one campaign; each field is named ``answers-<key of the question>``."""

    def __init__(self, *args, questions: Iterable[CampaignQuestion], **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = {f"answers-{question.pk}": question for question in questions}
        for name, question in self.asked.items():
            self.fields[name] = _field_for(question)

    def entries(self) -> list[AnswerEntry]:
        return [
            AnswerEntry(question=question, **_said(question, self.cleaned_data[name]))
            for name, question in self.asked.items()
        ]

    @property
    def lines(self) -> list[tuple]:
        """Each question with its field."""
        return [(question, self[name]) for name, question in self.asked.items()]


def _field_for(question: CampaignQuestion) -> forms.Field:
    about = {"label": question.text, "required": False}
    if question.kind == _Kind.PHOTO:
        return PhotosField(label=question.text)
    if question.kind == _Kind.NUMBER:
        return forms.DecimalField(
            max_digits=16,
            decimal_places=4,
            widget=forms.NumberInput(attrs={**_BOX, "inputmode": "decimal", "step": "any"}),
            error_messages={"invalid": _("Enter a number.")},
            **about,
        )
    if question.kind == _Kind.CHOICE:
        choices = [(one, one) for one in question.choices]
        wide = sum(map(len, question.choices)) > 24 or len(choices) > 4
        widget = forms.Select({"class": "form-select"}) if wide else Segments
        return forms.ChoiceField(
            choices=[("", _("Choose")), *choices] if wide else choices, widget=widget, **about
        )
    return forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={**_BOX, "rows": 2}), **about
    )


def _said(question: CampaignQuestion, value) -> dict:
    if question.kind == _Kind.PHOTO:
        return {"photos": value}
    return {"number": value} if question.kind == _Kind.NUMBER else {"text": value}


@dataclass(frozen=True)
class Block:
    """One campaign as it is offered on the page: to be chosen, with its questions."""

    campaign: Campaign
    form: AnswersForm
    is_chosen: bool = False


class CampaignPart:
    """The campaigns of the enterprise; only the questions of the chosen one are read."""

    def __init__(self, *, user, enterprise: Enterprise | None, data=None, files=None):
        self.chosen = data.get("campaign", "") if data is not None else ""
        day = timezone.localdate()
        self.offer = (
            campaign_offer(user=user, enterprise=enterprise, day=day, chosen=self.chosen)
            if enterprise
            else NONE
        )
        if data is None and self.offer.proposed:
            self.chosen = str(self.offer.proposed.pk)
        self.is_asked = data is not None
        self.blocks = [self._block(one, data, files) for one in self.offer.campaigns]

    def _block(self, campaign: Campaign, data, files) -> Block:
        if str(campaign.pk) != self.chosen:
            return Block(campaign, AnswersForm(questions=campaign.asked))
        if data is None:
            return Block(campaign, AnswersForm(questions=campaign.asked), is_chosen=True)
        sent = {*data, *(files or ())}
        questions = [
            one
            for one in campaign.questions.all()
            if one.ended_at is None or f"answers-{one.pk}" in sent
        ]
        return Block(campaign, AnswersForm(data, files, questions=questions), is_chosen=True)

    @property
    def bound(self) -> list[AnswersForm]:
        """The answers that were sent: of the chosen campaign, or of none."""
        return [block.form for block in self.blocks if block.form.is_bound]

    @property
    def keys(self) -> list[int]:
        return [campaign.pk for campaign in self.offer.campaigns]

    def entries(self) -> list[AnswerEntry]:
        return [entry for form in self.bound for entry in form.entries()]


def blocks_to_keep(campaigns: Iterable[Campaign]) -> list[Block]:
    """As a phone keeps them, none chosen."""
    return [Block(one, AnswersForm(questions=one.asked)) for one in campaigns]
