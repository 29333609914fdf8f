"""A campaign for a whole trade because of one fault: prepared in one press (domain, practice 8)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access import require
from core.audit import record
from core.errors import NotNow
from enterprises.models import Segment
from enterprises.services.segments import segment_save
from issues.models import Case
from safety.selectors.repeats import SHARED_BY, Shared
from visits.models import Campaign, CampaignFault
from visits.selectors.campaign_faults import fault_of_trade
from visits.services.campaigns import MANAGE, campaign_save

LASTS = timedelta(days=30)
"""The days of a campaign that is prepared so; they may be changed before it begins."""
NAME_MOST = Campaign._meta.get_field("name").max_length


def campaign_of_fault(*, actor, case: Case) -> Campaign:
    """Prepare a campaign for the trade of this hazard's enterprise, because of its fault.

    NotNow below the threshold, and while one about the same fault of the trade is under way.
    """
    require(actor, MANAGE)
    fault = fault_of_trade(user=actor, case=case)
    if fault is None or fault.enterprises < SHARED_BY:
        raise NotNow(
            _("This fault was found at fewer than %(least)d enterprises of one trade.")
            % {"least": SHARED_BY}
        )
    try:
        with transaction.atomic():
            return _prepared(actor, case, fault)
    except IntegrityError as clash:
        raise NotNow(_under_way(fault)) from clash


def _under_way(fault: Shared) -> str:
    rows = CampaignFault.objects.filter(
        field=fault.field, matter_key=fault.key, trade=fault.trade, ended_at__isnull=True
    )
    names = "、".join(rows.values_list("campaign__name", flat=True))
    return _("A campaign about it is under way already: %(name)s.") % {"name": names}


def _prepared(actor, case: Case, fault: Shared) -> Campaign:
    today = timezone.localdate()
    campaign = campaign_save(
        actor=actor,
        segments=[_segment(actor, fault)],
        name=_name(fault),
        purpose=_purpose(fault),
        starts_on=today,
        ends_on=today + LASTS,
        coverage_goal=100,
    )
    CampaignFault.objects.create(
        campaign=campaign,
        hazard=case.hazard,
        field=fault.field,
        matter=fault.words,
        matter_key=fault.key,
        trade=fault.trade,
        enterprises=fault.enterprises,
        hazards=fault.hazards,
    )
    record(
        actor=actor,
        subject=campaign,
        action="campaign_of_fault",
        note=fault.words,
        trade=f"{fault.trade} {fault.trade_name}",
        enterprises=fault.enterprises,
        hazards=fault.hazards,
    )
    return campaign


def _segment(actor, fault: Shared) -> Segment:
    """All of the trade: the saved segment of just that, or a new one."""
    conditions = {"industry": [fault.trade]}
    there = Segment.objects.visible_to(actor).filter(conditions=conditions).first()
    if there:
        return there
    name = _("All of the trade %(code)s %(name)s") % {"code": fault.trade, "name": fault.trade_name}
    taken = set(Segment.objects.values_list("name", flat=True))
    return segment_save(actor=actor, name=_free(name, taken), conditions=conditions)


def _name(fault: Shared) -> str:
    told = {"trade": fault.trade_name, "fault": fault.words}
    name = _("%(trade)s: special check of “%(fault)s”") % told
    return _free(name, set(Campaign.objects.values_list("name", flat=True)))


def _free(name: str, taken: set[str]) -> str:
    """The name, cut to what a name may hold and numbered if there is one like it already."""
    cut, number = name if len(name) <= NAME_MOST else f"{name[: NAME_MOST - 1]}…", 1
    while cut in taken:
        number += 1
        tail = f" {number}"
        cut = f"{name[: NAME_MOST - len(tail)]}{tail}"
    return cut


def _purpose(fault: Shared) -> str:
    firms = ngettext(
        "In a year “%(fault)s” was found at %(firms)d enterprise of %(trade)s, %(number)d times.",
        "In a year “%(fault)s” was found at %(firms)d enterprises of %(trade)s, %(number)d times.",
        fault.enterprises,
    ) % {
        "fault": fault.words,
        "firms": fault.enterprises,
        "trade": fault.trade_name,
        "number": fault.hazards,
    }
    return f"{firms}\n{_('Every enterprise of the trade is visited and checked for it.')}"
