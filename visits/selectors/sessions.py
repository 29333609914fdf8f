from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from core.fields import matching
from issues.models import Case
from organizations.models import Organization, Position, User
from visits.models import Session, SessionEnterprise, SessionQuestion
from visits.workflow import SessionState

ANSWER = "visits.session_answer"


def sessions_listed(*, user) -> QuerySet[Session]:
    """The sessions this person may see, the latest first; counts as far as they see."""
    mine = Q(questions__in=SessionQuestion.objects.visible_to(user).values("pk"))
    answered = mine & ~Q(questions__preliminary="")
    return (
        Session.objects.visible_to(user)
        .annotate(
            chosen_count=Count("chosen", distinct=True),
            question_count=Count("questions", filter=mine, distinct=True),
            answered_count=Count("questions", filter=answered, distinct=True),
        )
        .select_related("town", "leader")
        .order_by("-held_at", "-id")
    )


def sessions_found_by(words: str, *, user) -> Q:
    """The sessions a search means: each word in the theme, the place or an enterprise's name."""
    condition = Q()
    for word in words.split():
        holds = matching("contains", word)
        chosen = SessionEnterprise.objects.visible_to(user).filter(
            **{f"enterprise__name__{holds}": word}
        )
        condition &= (
            Q(**{f"theme__{holds}": word})
            | Q(**{f"place__{holds}": word})
            | Q(pk__in=chosen.values("session"))
        )
    return condition


def session_questions(*, session: Session, user) -> QuerySet[SessionQuestion]:
    """What this person may see of what was asked, in the order of the enterprises."""
    return (
        SessionQuestion.objects.visible_to(user)
        .filter(session=session)
        .select_related(
            "session",
            "chosen__enterprise",
            "department",
            "unit",
            "preliminary_by",
            "decided_by",
            "case",
        )
        .defer("chosen__enterprise__search", "chosen__enterprise__scope", "case__search")
        .order_by("chosen_id", "id")
    )


def session_chosen(*, session: Session, user) -> list[SessionEnterprise]:
    """The enterprises this person may see in the session, each with its questions, ``asked``."""
    questions = session_questions(session=session, user=user)
    chosen = SessionEnterprise.objects.visible_to(user).filter(session=session)
    return list(
        chosen.select_related("enterprise")
        .defer("enterprise__search", "enterprise__scope")
        .prefetch_related(Prefetch("questions", queryset=questions, to_attr="asked"))
        .order_by("id")
    )


def questions_handled(*, session: Session, user) -> list[SessionQuestion]:
    """The handling list: each question with ``opens``, whether this person may open its case."""
    questions = list(session_questions(session=session, user=user))
    cases = [one.case_id for one in questions if one.case_id]
    open_to = _open_to(user, cases) if cases else ()
    for one in questions:
        one.opens = one.case_id in open_to
    return questions


def session_of_case(*, case: Case, user) -> Session | None:
    """Which session the case came out of, if this person may see that session."""
    if case.source != Case.Source.SESSION:
        return None
    return Session.objects.visible_to(user).filter(questions__case=case).first()


def questions_waiting(*, user) -> QuerySet[SessionQuestion]:
    """What this person is to give a preliminary answer to, what is due first on top."""
    waiting = SessionQuestion.objects.allowing(user, ANSWER).filter(
        session__state=SessionState.ASKED, asked_at__isnull=False, preliminary=""
    )
    related = waiting.select_related("session", "chosen__enterprise", "department")
    return related.defer("chosen__enterprise__search", "chosen__enterprise__scope").order_by(
        "session__answers_due_on", "pk"
    )


def _open_to(user, cases: list[int]) -> set[int]:
    return set(Case.objects.visible_to(user).filter(pk__in=cases).values_list("pk", flat=True))


@dataclass(frozen=True)
class HeadLine:
    """A line of the phone list: a unit, the post at its head and who answers for it."""

    unit: Organization
    title: str
    person: User | None
    stands_in: bool

    @property
    def phone(self) -> str:
        """Of the person; without one, of the unit."""
        return (self.person.phone if self.person else "") or self.unit.phone


def heads_of_units(units: set[int], *, on: date) -> list[HeadLine]:
    """The phone list of these units; a unit without anybody at its head stands there too."""
    posts = Position.objects.filter(kind=Position.Kind.HEAD).select_related("holder", "delegate")
    found = Organization.objects.filter(pk__in=units).prefetch_related(
        Prefetch("positions", queryset=posts, to_attr="heads")
    )
    return [_head_line(unit, on) for unit in found]


def _head_line(unit: Organization, on: date) -> HeadLine:
    post = next(iter(unit.heads), None)
    if post is None:
        return HeadLine(unit, "", None, False)
    person = post.answers_on(on)
    return HeadLine(unit, post.title, person, person is not None and post.is_delegated_on(on))
