from enterprises.models import Enterprise


def unit_of(actor, enterprise: Enterprise) -> int:
    """For which of their units somebody goes there: the enterprise's town if it is theirs."""
    if enterprise.town_id in actor.home_unit_ids:
        return enterprise.town_id
    return min(actor.home_unit_ids)
