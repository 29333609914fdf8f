from django.db.models import Count, Prefetch, Q, QuerySet

from organizations.models import Position
from visits.models import Session, SessionEnterprise, SessionQuestion


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


def session_questions(*, session: Session, user) -> QuerySet[SessionQuestion]:
    """What this person may see of what was asked, in the order of the enterprises."""
    return (
        SessionQuestion.objects.visible_to(user)
        .filter(session=session)
        .select_related(
            "session", "chosen__enterprise", "department", "unit", "preliminary_by", "case"
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


def heads_of_units(units: set[int]) -> QuerySet[Position]:
    """The posts at the head of these units, with who holds them: the phone list."""
    posts = Position.objects.filter(organization__in=units, kind=Position.Kind.HEAD)
    return posts.select_related("organization", "holder").order_by("organization_id")
