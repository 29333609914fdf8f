"""A campaign for a whole trade in one press, because of one fault."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import trail_of
from core.errors import NotNow, NotYou
from enterprises.models import Segment
from safety.services.finding import hazard_open
from tests.factories import EnterpriseFactory, FieldAuthorityFactory
from visits.models import Campaign, CampaignFault
from visits.services import campaign_end, campaign_of_fault, campaign_open

EXIT = "疏散通道、安全出口畅通，未占用、堵塞、封闭"


@pytest.fixture
def shops(district):
    """Five firms of one trade."""
    return [
        EnterpriseFactory(name=f"第{place}喷涂厂", industry_code="C3360", town=district.town)
        for place in range(5)
    ]


@pytest.fixture
def found(district):
    """Return a finder of the fault at some firms; the hazard found last is returned."""
    FieldAuthorityFactory(field="fire", organization=district.office)

    def make(*firms, days_ago=1, matter=EXIT):
        at = timezone.now() - timedelta(days=days_ago)
        cases = [
            hazard_open(
                actor=district.visitor, enterprise=firm, title="出口堵了", field="fire",
                matter=matter, at=at,
            )
            for firm in firms
        ]  # fmt: skip
        return cases[-1]

    return make


def test_one_press_prepares_a_campaign_for_the_whole_trade(shops, found, district, signed_in):
    case = found(*shops[:3])
    client = signed_in(district.officer)
    page = client.get(reverse("safety:shared_fault", args=[case.number])).content.decode()
    address = reverse("visits:campaign_of_fault", args=[case.number])
    assert f'action="{address}"' in page
    answer = client.post(address)
    campaign = Campaign.objects.get()
    assert answer.url == reverse("visits:campaign_detail", args=[campaign.pk])
    assert campaign.is_prepared
    assert EXIT[:10] in campaign.name
    assert EXIT in campaign.purpose
    assert (campaign.fault.enterprises, campaign.fault.hazards) == (3, 3)
    assert [one.conditions for one in campaign.segments.all()] == [{"industry": ["C33"]}]
    assert EXIT in client.get(answer.url).content.decode()
    assert trail_of(campaign).filter(action="campaign_of_fault").exists()
    campaign_open(actor=district.officer, campaign=campaign)
    assert {target.enterprise for target in campaign.targets.all()} == set(shops)


def test_never_two_for_the_same_fault_and_trade_while_one_is_under_way(shops, found, district):
    case = found(*shops[:3])
    first = campaign_of_fault(actor=district.officer, case=case)
    with pytest.raises(NotNow, match=first.name):
        campaign_of_fault(actor=district.officer, case=found(shops[3]))
    assert Campaign.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignFault.objects.create(
            campaign=first, hazard=case.hazard, field="fire", matter=EXIT, enterprises=3, hazards=3,
            matter_key=case.hazard.matter_key, trade="C33",
        )  # fmt: skip
    campaign_open(actor=district.officer, campaign=first)
    with pytest.raises(NotNow):
        campaign_of_fault(actor=district.officer, case=case)
    campaign_end(actor=district.officer, campaign=first)
    second = campaign_of_fault(actor=district.officer, case=case)
    assert second.name != first.name
    assert Segment.objects.count() == 1


def test_another_fault_or_another_trade_has_a_campaign_of_its_own(shops, found, district):
    campaign_of_fault(actor=district.officer, case=found(*shops[:3]))
    campaign_of_fault(actor=district.officer, case=found(*shops[:3], matter="灭火器压力正常"))
    others = [EnterpriseFactory(industry_code="H62") for _place in range(3)]
    campaign_of_fault(actor=district.officer, case=found(*others))
    assert CampaignFault.objects.count() == 3


@pytest.mark.parametrize(
    ("firms", "code", "days_ago"), [(2, "C33", 1), (3, "", 1), (3, "C33", 400)]
)
def test_below_the_threshold_there_is_none(found, district, signed_in, firms, code, days_ago):
    shops = [EnterpriseFactory(industry_code=code) for _place in range(firms)]
    case = found(*shops, days_ago=days_ago)
    page = signed_in(district.officer).get(reverse("safety:shared_fault", args=[case.number]))
    assert reverse("visits:campaign_of_fault", args=[case.number]) not in page.content.decode()
    with pytest.raises(NotNow):
        campaign_of_fault(actor=district.officer, case=case)


@pytest.mark.parametrize("person", ["visitor", "head", "leader"])
def test_only_who_manages_campaigns_prepares_one(shops, found, district, person):
    case = found(*shops[:3])
    with pytest.raises(NotYou):
        campaign_of_fault(actor=getattr(district, person), case=case)
