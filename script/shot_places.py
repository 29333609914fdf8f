"""Where the pages of the pictures are: addresses of what the demonstration holds."""

from collections.abc import Callable

from django.db.models import Count
from django.utils import timezone

from deeds.models import Deed, Wish
from enterprises.models import Enterprise, EnterpriseCode
from enterprises.selectors import doubles_proposed
from issues.models import Case, KeyTask, LadderPolicy, Slip, WordLink
from issues.workflow import Kind, State, Tier
from letters.models import Letter, LetterLink, LetterRecipient
from organizations.models import User
from safety.models import Listing
from safety.selectors.repeats import shared_faults
from threads.models import Post, Thread
from visits.models import (
    Campaign,
    CampaignFault,
    Draw,
    Invitation,
    OverCap,
    PlannedVisit,
    PlanRow,
    Session,
    TeamPlan,
    Visit,
)
from visits.selectors.invitations import in_state


def case(who: str, state: str, move: str = "", **facts) -> Callable[[], str]:
    """The newest case in the state that the person may see; or the form of a move on it."""

    def address() -> str:
        user = User.objects.get(username=who)
        cases = Case.objects.visible_to(user).filter(state=state, **facts)
        case = cases.annotate(files=Count("attachments")).order_by("-files", "-pk").first()
        return f"/{'hazards' if case.kind == Kind.HAZARD else 'cases'}/{case.number}/{move}"

    return address


def case_with(**facts) -> Callable[[], str]:
    """The newest case of which these facts hold."""
    return lambda: Case.objects.filter(**facts).order_by("-pk").first().get_absolute_url()


def shared_fault() -> str:
    """The fault at the most enterprises of a trade that has no campaign yet."""
    begun = set(CampaignFault.objects.values_list("matter_key", "trade"))
    found = (one for one in shared_faults(Case.objects.all()) if (one.key, one.trade) not in begun)
    return f"/hazards/shared/{next(found).number}/"


def slip(page: str = "", **facts) -> Callable[[], str]:
    """The newest slip of which these facts hold, or a page of it."""
    return lambda: (
        f"{Slip.objects.filter(**facts).order_by('-pk').first().get_absolute_url()}{page}"
    )


def ladder() -> int:
    return LadderPolicy.objects.filter(is_current=True).first().pk


def selection() -> str:
    """Three cases that wait to be dispatched, chosen in the list."""
    waiting = Case.objects.filter(state__in=(State.REGISTERED, State.TRIAGED)).exclude(
        tier=Tier.LEADER_LED
    )
    numbers = waiting.order_by("-pk").values_list("number", flat=True)[:3]
    return "/cases/dispatch/?" + "&".join(f"number={number}" for number in numbers)


def visit() -> str:
    visits = Visit.objects.annotate(found=Count("findings")).order_by("-found", "-pk")
    return f"/visits/{visits.first().number}/"


def enterprise() -> str:
    firms = Enterprise.objects.annotate(visited=Count("visits")).order_by("-visited", "pk")
    return f"/enterprises/{firms.first().pk}/"


def double() -> str:
    """The pair that the register proposes first."""
    pair = doubles_proposed(user=User.objects.get(username="office"))[0]
    return f"/enterprises/doubles/{pair.first.pk}/{pair.second.pk}/"


def word() -> str:
    """The newest link by which an enterprise can give its word now."""
    links = WordLink.objects.filter(case__state=State.REPLIED, used_at__isnull=True)
    link = links.filter(expires_at__gt=timezone.now(), superseded_at__isnull=True).first()
    return f"/public/word/{link.token}/"


def code(page: str = "") -> Callable[[], str]:
    """A page behind the code of the enterprise that raised the most."""

    def address() -> str:
        firms = Enterprise.objects.annotate(raised=Count("raised_demands")).order_by(
            "-raised", "pk"
        )
        code = EnterpriseCode.objects.get(enterprise=firms.first(), revoked_at__isnull=True)
        return f"/public/enterprise/{code.token}/{page}"

    return address


def sheet() -> str:
    return f"/enterprises/{EnterpriseCode.objects.first().enterprise_id}/code/"


def session(page: str = "", *, state: str) -> Callable[[], str]:
    """The newest session in the state; or a page of it."""

    def address() -> str:
        found = Session.objects.filter(state=state).latest("pk")
        return f"/visits/sessions/{found.pk}/{page}"

    return address


def campaign(page: str = "", *, is_ended: bool) -> Callable[[], str]:
    """The newest campaign that has ended, or runs; or a page of it."""

    def address() -> str:
        found = Campaign.objects.filter(ended_at__isnull=not is_ended).latest("pk")
        return f"/visits/campaigns/{found.pk}/{page}"

    return address


def campaign_visit() -> str:
    """The newest visit of a campaign that brought a case."""
    visits = Visit.objects.filter(campaign__isnull=False, findings__isnull=False)
    return f"/visits/{visits.latest('pk').number}/"


def online(state: str) -> Callable[[], str]:
    """The newest online visit in this state."""
    return lambda: f"/visits/online/{_invitation(state).pk}/"


def online_log() -> str:
    return f"/visits/log/?invitation={_invitation('answered').pk}"


def online_link() -> str:
    return f"/public/visit/{_invitation('waiting').link.token}/"


def _invitation(state: str) -> Invitation:
    return Invitation.objects.filter(in_state(state)).latest("pk")


def draw() -> str:
    return f"/visits/draws/{Draw.objects.latest('pk').pk}/"


def key_task() -> str:
    return f"/cases/key-tasks/{KeyTask.objects.first().number}/"


def thread(**facts) -> Callable[[], str]:
    """The thread of these facts in which most was written."""
    threads = Thread.objects.filter(**facts).annotate(written=Count("posts"))
    return lambda: threads.order_by("-written", "pk").first().get_absolute_url()


def post(page: str) -> Callable[[], str]:
    """A page of the newest post that stands and became no case."""
    posts = Post.objects.filter(withdrawn_at__isnull=True, promised__isnull=True)
    return lambda: f"/threads/posts/{posts.order_by('-pk').first().pk}/{page}"


def planned(page: str = "", **facts) -> Callable[[], str]:
    """The first planned visit of which these facts hold, or a page of it."""
    return lambda: f"/visits/planned/{PlannedVisit.objects.filter(**facts).first().pk}/{page}"


def burdened() -> str:
    """The form for one more inspection than the cap, of an enterprise for which one waits."""
    firm = PlannedVisit.objects.filter(state="asked").first().enterprise_id
    return f"/visits/planned/new/?enterprise={firm}&purpose=inspection"


def plan_row() -> str:
    """The enterprise of the newest plan whose wishes it costs most to leave unmet."""
    row = PlanRow.objects.filter(plan=TeamPlan.objects.latest("pk")).order_by("-cost", "pk").first()
    return f"/visits/plans/{row.plan_id}/rows/{row.pk}/"


def over_cap() -> str:
    return f"/visits/over-cap/{OverCap.objects.latest('pk').pk}/"


def listed(*, is_in_force: bool) -> Callable[[], str]:
    """The newest major hazard that is on the list, or was taken off it."""
    listings = Listing.objects.filter(unlisted_at__isnull=is_in_force)
    return lambda: listings.latest("pk").case.get_absolute_url()


def suspended() -> str:
    """An enterprise at which production is suspended."""
    return f"/enterprises/{Enterprise.objects.filter(is_suspended=True).first().pk}/"


def check_in() -> str:
    """The code of an enterprise to which the visitor goes."""
    mine = PlannedVisit.objects.filter(planned_by__username="visitor", state="planned")
    codes = EnterpriseCode.objects.filter(revoked_at__isnull=True)
    code = codes.filter(enterprise__in=mine.values("enterprise")).first() or codes.first()
    return f"/visits/check-in/{code.token}/"


def deed(page: str = "", who: str = "branch", **facts) -> Callable[[], str]:
    """The first deed of these facts that the person may see, or a page of it."""

    def address() -> str:
        deeds = Deed.objects.visible_to(User.objects.get(username=who)).filter(**facts)
        return f"{deeds.earliest('pk').get_absolute_url()}{page}"

    return address


def wish(**facts) -> Callable[[], str]:
    return lambda: Wish.objects.filter(**facts).earliest("pk").get_absolute_url()


def letter(page: str = "", *, state: str = "sent") -> Callable[[], str]:
    """The newest letter in the state, or a page of it."""
    letters = Letter.objects.filter(state=state)
    return lambda: f"{letters.latest('pk').get_absolute_url()}{page}"


def letter_recipient(page: str = "", **facts) -> Callable[[], str]:
    """The first recipient of whose receipt these facts hold, or a page of it."""
    rows = LetterRecipient.objects.filter(**facts).order_by("pk")
    return lambda: f"/letters/recipients/{rows.first().pk}/{page}"


def letter_link() -> str:
    """A link by which an enterprise can confirm a letter now."""
    links = LetterLink.objects.unused(timezone.now()).filter(recipient__receipt__isnull=True)
    return links.order_by("pk").first().path
