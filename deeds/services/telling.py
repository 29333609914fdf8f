"""Who is told what became of a deed or a wish; the texts stand in deeds/texts.py."""

from collections.abc import Iterable

from django.utils import timezone

from deeds.models import Deed, Wish
from notices.models import Notice
from notices.services import notices_post_many
from organizations.models import Organization, Position, User


def heads_of(units: Iterable[Organization]) -> dict[int, User]:
    """Who answers for each unit today; a vacant post is left out."""
    today = timezone.localdate()
    posts = Position.objects.filter(organization__in=units, kind=Position.Kind.HEAD).select_related(
        "holder", "delegate"
    )
    return {post.organization_id: who for post in posts if (who := post.answers_on(today))}


def tell(about: Deed | Wish, what: str, people: Iterable[User], *, key: str, **params) -> None:
    """Tell each of the people once for the event that ``key`` names."""
    chosen = {person.pk: person for person in people if person and person.is_active}
    notices_post_many(
        [notice_of(about, what, person, key=key, **params) for person in chosen.values()]
    )


def notice_of(about: Deed | Wish, what: str, person: User, *, key: str, **params) -> Notice:
    level = params.pop("level", Notice.Level.INFO)
    return Notice(
        recipient=person,
        template=f"deeds.{what}",
        label=str(about),
        params=params,
        level=level,
        url=about.get_absolute_url(),
        subject_type=about._meta.label_lower,
        subject_id=about.pk,
        dedupe_key=f"{what}:{about.pk}:{key}:user:{person.pk}",
    )
