from issues.models import LadderRung


def rungs_of(ladder_id: int) -> list[LadderRung]:
    """The steps of a ladder, lowest first."""
    return list(LadderRung.objects.filter(policy_id=ladder_id).order_by("level"))
