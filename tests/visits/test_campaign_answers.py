"""A visit that is part of a campaign: what is offered, what must be answered, what is kept."""

import uuid
from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo
from issues.models import Case
from tests.factories import (
    CampaignFactory,
    CampaignQuestionFactory,
    CampaignTargetFactory,
    EnterpriseFactory,
)
from tests.visits.test_pages import JSON, sent
from visits import selectors, services
from visits.models import CampaignAnswer, CampaignQuestion, Visit
from visits.services import AnswerEntry, FindingEntry


@pytest.fixture
def campaign(district):
    """Running, with the firm of the district as its target."""
    campaign = CampaignFactory(is_running=True)
    CampaignTargetFactory(campaign=campaign, enterprise=district.firm)
    return campaign


@pytest.fixture
def asked(campaign):
    """One question of each kind; the number must be answered."""
    return {
        kind: CampaignQuestionFactory(
            campaign=campaign,
            kind=kind,
            choices=["不缺", "缺"] if kind == "choice" else [],
            is_required=kind == "number",
        )
        for kind in CampaignQuestion.Kind.values
    }


@pytest.fixture
def visitor(district, team, signed_in):
    return signed_in(district.visitor)


def offered(visitor, district):
    return visitor.get(reverse("visits:brief"), {"enterprise": district.firm.pk}).text


def test_the_answers_stay_with_the_visit_and_stand_on_its_page(
    district, campaign, asked, visitor, photo
):
    fields = {
        "campaign": campaign.pk,
        f"answers-{asked['text'].pk}": " 盼望人才公寓 ",
        f"answers-{asked['choice'].pk}": "缺",
        f"answers-{asked['number'].pk}": "12.50",
        f"answers-{asked['photo'].pk}": [photo()],
    }
    answer = visitor.post(reverse("visits:log"), sent(district, **fields), headers=JSON)
    visit = Visit.objects.get()
    assert answer.json()["url"] == reverse("visits:detail", args=[visit.number])
    assert visit.campaign == campaign
    said = {one.question.kind: one.said for one in visit.answers.select_related("question")}
    assert said == {"text": "盼望人才公寓", "choice": "缺", "number": "12.5", "photo": ""}
    assert visit.photos.get().answer.question == asked["photo"]
    page = visitor.get(answer.json()["url"]).text
    for words in (campaign.name, "盼望人才公寓", "12.5", asked["photo"].text):
        assert words in page


def test_what_is_sent_twice_is_saved_once(district, campaign, asked, visitor):
    data = sent(district, campaign=campaign.pk, **{f"answers-{asked['number'].pk}": "3"})
    first = visitor.post(reverse("visits:log"), data, headers=JSON).json()
    again = visitor.post(reverse("visits:log"), data, headers=JSON).json()
    assert again == {**first, "again": True}
    assert CampaignAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [("number", ""), ("number", "十二"), ("choice", "不知道"), ("text", "长" * 2001)],
)
def test_a_wrong_or_missing_answer_is_said_beside_its_question(
    district, campaign, asked, visitor, kind, value
):
    fields = {f"answers-{asked['number'].pk}": "3", f"answers-{asked[kind].pk}": value}
    data = sent(district, campaign=campaign.pk, **fields)
    answer = visitor.post(reverse("visits:log"), data, headers=JSON)
    assert list(answer.json()["errors"]) == [f"answers-{asked[kind].pk}"]
    assert not Visit.objects.exists()


def test_the_service_itself_refuses_what_is_no_choice_or_another_campaigns(
    district, campaign, asked, log
):
    stranger = CampaignQuestionFactory()
    answers = [
        AnswerEntry(question=asked["number"], number=3),
        AnswerEntry(question=asked["choice"], text="也许"),
        AnswerEntry(question=stranger, text="答"),
    ]
    with pytest.raises(NotSo) as refusal:
        log(campaign=campaign, answers=answers)
    wrong = {asked["choice"].pk, stranger.pk}
    assert set(refusal.value.fields) == {f"answers-{pk}" for pk in wrong}


def test_questions_of_a_campaign_that_was_not_chosen_ask_nothing(
    district, campaign, asked, visitor
):
    visitor.post(reverse("visits:log"), sent(district, campaign=""), headers=JSON)
    assert Visit.objects.get().campaign is None


def test_the_one_campaign_is_proposed_to_the_team_and_only_offered_to_others(
    district, campaign, visitor, signed_in
):
    chosen = f'name="campaign" value="{campaign.pk}" checked'
    assert chosen in offered(visitor, district)
    office = offered(signed_in(district.officer), district)
    assert campaign.name in office
    assert chosen not in office


def test_of_two_campaigns_none_is_proposed(district, campaign, visitor):
    other = CampaignFactory(is_running=True)
    CampaignTargetFactory(campaign=other, enterprise=district.firm)
    page = offered(visitor, district)
    assert campaign.name in page
    assert other.name in page
    assert 'value="" checked' in page


@pytest.mark.parametrize("situation", ["of others", "prepared", "ended"])
def test_what_does_not_run_for_the_enterprise_is_not_offered(
    district, campaign, visitor, situation
):
    if situation == "of others":
        campaign.targets.update(enterprise=EnterpriseFactory())
    elif situation == "ended":
        services.campaign_end(actor=district.officer, campaign=campaign)
    else:
        type(campaign).objects.update(state="prepared", opened_at=None)
    assert campaign.name not in offered(visitor, district)


def test_a_visit_of_another_day_or_enterprise_is_not_part_of_it(district, campaign, log):
    before = timezone.now() - timedelta(days=20)
    for wrong in ({"visited_at": before}, {"enterprise": EnterpriseFactory(town=district.town)}):
        with pytest.raises(NotSo) as refusal:
            log(campaign=campaign, **wrong)
        assert list(refusal.value.fields) == ["campaign"]


def test_what_a_phone_sends_after_the_end_is_still_taken(district, campaign, asked, visitor):
    services.question_remove(actor=district.officer, question=asked["text"])
    services.campaign_end(actor=district.officer, campaign=campaign)
    fields = {f"answers-{asked['number'].pk}": "3", f"answers-{asked['text'].pk}": "早答的"}
    data = sent(district, campaign=campaign.pk, **fields)
    assert "url" in visitor.post(reverse("visits:log"), data, headers=JSON).json()
    assert {one.said for one in CampaignAnswer.objects.all()} == {"3", "早答的"}
    campaign.refresh_from_db()
    assert selectors.came_late(campaign=campaign) == 1


def test_a_target_that_left_meanwhile_is_said_to_have(district, campaign, visitor):
    campaign.targets.all().delete()
    data = sent(district, campaign=campaign.pk)
    answer = visitor.post(reverse("visits:log"), data, headers=JSON).json()
    assert list(answer["errors"]) == ["campaign"]


def test_the_phone_knows_what_the_campaign_asks(district, campaign, asked, visitor):
    services.question_remove(actor=district.officer, question=asked["photo"])
    told = visitor.get(reverse("visits:phone_register")).json()
    [mine] = told["enterprises"]
    assert mine["campaigns"] == [campaign.pk]
    [kept] = told["campaigns"]
    assert (kept["id"], kept["since"]) == (campaign.pk, campaign.starts_on.isoformat())
    assert asked["text"].text in kept["block"]
    assert asked["photo"].text not in kept["block"]
    assert "checked" not in kept["block"]


def test_a_question_that_was_answered_is_ended_and_never_changed_or_lost(
    district, campaign, asked, log
):
    question = asked["text"]
    log(
        campaign=campaign,
        answers=[
            AnswerEntry(question=question, text="答"),
            AnswerEntry(question=asked["number"], number=1),
        ],
    )
    facts = {"actor": district.officer, "campaign": campaign, "question": question}
    with pytest.raises(NotNow):
        services.question_save(**facts, text="另问", kind="text")
    services.question_save(**facts, text=question.text, kind="text", order=7)
    assert services.question_remove(actor=district.officer, question=question)
    question.refresh_from_db()
    assert (question.order, question.ended_at is None) == (7, False)
    with pytest.raises(ProtectedError):
        question.delete()


def test_a_question_that_nobody_can_have_answered_goes(district, campaign):
    type(campaign).objects.update(state="prepared", opened_at=None)
    question = CampaignQuestionFactory(campaign=campaign)
    assert not services.question_remove(actor=district.officer, question=question)
    assert not CampaignQuestion.objects.exists()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("text", {"text": " "}),
        ("kind", {"kind": "song"}),
        ("choices", {"kind": "choice"}),
        ("choices", {"kind": "choice", "choices": ["缺", "缺"]}),
        ("choices", {"kind": "choice", "choices": [str(n) for n in range(30)]}),
        ("choices", {"kind": "choice", "choices": ["缺", "很" * 61]}),
    ],
)
def test_a_question_that_cannot_be_asked_names_its_field(district, campaign, field, wrong):
    facts = {"text": "用工情况", "kind": "text", **wrong}
    with pytest.raises(NotSo) as refusal:
        services.question_save(actor=district.officer, campaign=campaign, **facts)
    assert list(refusal.value.fields) == [field]


def test_cases_of_the_visit_carry_the_campaign(district, campaign, log):
    log(campaign=campaign, findings=[FindingEntry(kind="demand", title="缺焊工")])
    log(findings=[FindingEntry(kind="demand", title="路灯不亮")], submission_key=uuid.uuid4())
    assert Case.objects.get(campaign=campaign.mark).title == "缺焊工"


def test_without_scripts_the_refused_page_comes_back_with_what_was_answered(
    district, campaign, asked, visitor
):
    fields = {f"answers-{asked['text'].pk}": "盼望人才公寓", "campaign": campaign.pk}
    page = visitor.post(reverse("visits:log"), sent(district, **fields))
    assert page.status_code == 422
    assert "盼望人才公寓" in page.text
    assert f"{asked['number'].text}" in " ".join(page.context["page"].told)
