"""Who reaches an invitation to an online visit: those of the enterprise's visits, and the link."""

from django.db.models import Q

from core.access import Scope, reaches
from issues.access import EnterpriseActor
from visits.access import INVITATION
from visits.models import Invitation, InvitationLink, TeamEnterprise, VisitTeam


class InvitedActor(EnterpriseActor):
    """An enterprise that fills in its side of an online visit, by its link."""

    def __init__(self, link: InvitationLink):
        super().__init__(link.invitation.enterprise, "invitation")
        self.invitation_id = link.invitation_id


@reaches(INVITATION, Scope.LINK)
def invited(user, units):
    return Q(pk=user.invitation_id)


@reaches(INVITATION, Scope.OWN)
def own_invitations(user, units):
    taking_part = Invitation.people.through.objects.filter(user=user).values("invitation")
    return Q(invited_by=user) | Q(pk__in=taking_part)


@reaches(INVITATION, Scope.TEAM)
def team_invitations(user, units):
    served = TeamEnterprise.objects.in_force().filter(
        team__in=VisitTeam.objects.of(user).values("pk")
    )
    return Q(enterprise__in=served.values("enterprise")) | own_invitations(user, units)


@reaches(INVITATION, Scope.UNIT)
@reaches(INVITATION, Scope.FIELD)
def unit_invitations(user, units):
    return Q(unit__in=units) | Q(enterprise__town__in=units) | own_invitations(user, units)


@reaches(INVITATION, Scope.CHARGE)
def charged_invitations(user, units):
    charge = user.charge_ids
    return Q(unit__in=charge) | Q(enterprise__town__in=charge) | own_invitations(user, units)
