"""One fault at many of a trade: inspections that find it again and again, and the campaign of another."""

from datetime import timedelta
from random import Random

from calendars.counting import local_date
from demo.story.inspections import inspect
from demo.story.tale import Life, Tale
from demo.world import World
from enterprises.models import Enterprise
from inspections.workflow import InspectionKind
from issues.models import Case
from safety.selectors.repeats import shared_faults
from visits.models import CampaignFault
from visits.services import campaign_of_fault, campaign_open

TRADE = "C33"
DAYS = (-30, -24, -17, -11, -6)
"""The first firm twice: what was found there first is found there again."""


def shared_faults_of_a_trade(tale: Tale, world: World) -> Life:
    """By the inspector of the known accounts, at makers of metal goods that nobody inspected yet."""
    calendar, today, rng = tale.calendar, local_date(tale.until), Random(17)
    inspector = next(iter(world.inspectors.values()))
    trade = Enterprise.objects.filter(industry_code__startswith=TRADE, is_active=True)
    firms = list(trade.exclude(visits__purpose="inspection").order_by("pk")[: len(DAYS) - 1])
    for place, days in enumerate(DAYS if firms else ()):
        yield calendar.working_day(today, days).opens_at + timedelta(minutes=95)
        firm = firms[place % len(firms)]
        inspect(inspector, firm, InspectionKind.INSPECTION, ["fire"], 2, rng, unannounced=True)


def campaign_of_the_widest(world: World) -> None:
    """At the end of the story: of the faults found by visits, the widest has its campaign already."""
    office = world.officers[0]
    for fault in shared_faults(Case.objects.all()):
        if fault.trade != TRADE and not CampaignFault.objects.exists():
            case = Case.objects.get(number=fault.number)
            campaign_open(actor=office, campaign=campaign_of_fault(actor=office, case=case))
