"""Claiming a wish, giving it back, fulfilling it, and what whose wish it was says of that."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotNow, NotSo, NotYou, Overtaken
from core.models import StoredFile
from deeds.access import can_confirm, has_claimed
from deeds.models import Claim, Fulfilment, FulfilmentPhoto, Satisfaction, Wish
from deeds.services.telling import tell
from deeds.services.wishes import wish_locked, wish_moved
from deeds.workflow import WISH_WORKFLOW, WishState
from organizations.models import Organization

PHOTOS_MOST = 9


def wish_claim(*, actor, wish: Wish, unit: Organization | None = None, words: str = "") -> Claim:
    """Take the wish on, for a unit of one's own or for oneself; of two at once, one succeeds."""
    if unit is not None and unit.pk not in actor.home_unit_ids:
        raise NotYou(_("Claim for a unit of your own, or for yourself."))
    if wish.collected_by_id == actor.pk:
        raise NotYou(_("You collected this wish: somebody else fulfils it."))
    try:
        with transaction.atomic():
            return _claimed(actor, wish, unit, words.strip())
    except IntegrityError:
        raise _taken(wish) from None
    except NotNow:
        if Wish.objects.filter(pk=wish.pk, state=WishState.CLAIMED).exists():
            raise _taken(wish) from None
        raise


def _claimed(actor, wish: Wish, unit: Organization | None, words: str) -> Claim:
    wish = wish_locked(actor, wish, "claim")
    claim = Claim.objects.create(
        wish=wish,
        unit=unit,
        person=actor,
        collector=wish.collected_by,
        claimed_at=timezone.now(),
        words=words,
    )
    state = wish_moved(wish, "claim")
    record(
        actor=actor, subject=wish, action="wish_claim", state=state, claimed_for=str(unit or actor)
    )
    tell(wish, "wish_claimed", [wish.collected_by], key=str(claim.pk), who=claim.who)
    return claim


def _taken(wish: Wish) -> Overtaken:
    claim = Claim.objects.filter(wish=wish, given_back_at__isnull=True).first()
    return Overtaken(
        _("%(who)s has claimed this wish already. Choose another on the wall.")
        % {"who": claim.who if claim else _("Somebody else")}
    )


def wish_give_back(*, actor, wish: Wish, reason: str) -> Wish:
    """Give a claim back with the reason; the wish hangs on the wall anew."""
    if not reason.strip():
        raise NotSo(_("Say why you give it back."), fields={"reason": ""})
    with transaction.atomic():
        wish, claim = _claim_locked(actor, wish, "give_back")
        claim.given_back_at, claim.given_back_because = timezone.now(), reason.strip()
        claim.save(update_fields=["given_back_at", "given_back_because"])
        wish.open_since = timezone.localdate()
        state = wish_moved(wish, "give_back")
        record(actor=actor, subject=wish, action="wish_give_back", note=reason.strip(), state=state)
        tell(
            wish,
            "wish_given_back",
            [wish.collected_by],
            key=str(claim.pk),
            who=claim.who,
            words=reason.strip()[:200],
        )
    return wish


def wish_fulfil(
    *, actor, wish: Wish, words: str = "", photos: Sequence[StoredFile] = ()
) -> Fulfilment:
    """Say how it was fulfilled, in words or photos; the collector asks whose wish it was."""
    if not words.strip() and not photos:
        raise NotSo(
            _("Say how it was fulfilled, or add a photo that shows it."), fields={"words": ""}
        )
    if len(photos) > PHOTOS_MOST:
        told = _("At most %(most)d photos at once.") % {"most": PHOTOS_MOST}
        raise NotSo(told, fields={"photos": ""})
    with transaction.atomic():
        wish, claim = _claim_locked(actor, wish, "fulfil")
        done = Fulfilment.objects.create(
            claim=claim,
            words=words.strip(),
            by=actor,
            claimed_by=claim.person,
            at=timezone.now(),
        )
        for stored in photos:
            FulfilmentPhoto.objects.create(fulfilment=done, stored=stored)
        state = wish_moved(wish, "fulfil")
        record(actor=actor, subject=wish, action="wish_fulfil", state=state, files=len(photos))
        tell(wish, "wish_fulfilled", [wish.collected_by], key=str(done.pk), who=claim.who)
    return done


def wish_thank(
    *, actor, wish: Wish, is_confirmed: bool, satisfaction: int, thanks: str = ""
) -> Fulfilment:
    """What whose wish it was says, as the collector's side asked them: thanks, or not yet."""
    move = "thank" if is_confirmed else "not_yet"
    _thanks_check(is_confirmed, satisfaction, thanks)
    with transaction.atomic():
        wish = wish_locked(actor, wish, move)
        if not can_confirm(actor, wish):
            raise NotYou(_("Who claimed or fulfilled a wish does not confirm it: another asks."))
        done = Fulfilment.objects.select_for_update().get(
            claim=wish.claim, is_confirmed__isnull=True
        )
        done.is_confirmed, done.satisfaction = is_confirmed, satisfaction
        done.thanks, done.asked_by, done.asked_at = thanks.strip(), actor, timezone.now()
        done.save()
        record(
            actor=actor,
            subject=wish,
            action="wish_thank" if is_confirmed else "wish_not_yet",
            note=done.thanks,
            state=wish_moved(wish, move),
            satisfaction=satisfaction,
        )
        what = "wish_thanked" if is_confirmed else "wish_not_yet"
        people, said = [wish.claim.person, done.by], done.thanks[:200]
        tell(wish, what, people, key=str(done.pk), who=str(actor), words=said)
    return done


def _thanks_check(is_confirmed: bool, satisfaction: int, thanks: str) -> None:
    faults = {}
    if satisfaction not in Satisfaction.values:
        faults["satisfaction"] = _("Say how satisfied they are.")
    if not is_confirmed and not thanks.strip():
        faults["thanks"] = _("Say what is still missing.")
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _claim_locked(actor, wish: Wish, move: str) -> tuple[Wish, Claim]:
    """Wish and claim under their locks, for who claimed it, their unit, or the visit office."""
    wish = wish_locked(actor, wish, move)
    claim = Claim.objects.select_for_update(of=("self",)).get(wish=wish, given_back_at__isnull=True)
    manages = "all" in actor.grants(WISH_WORKFLOW.move(move).permission)
    if not manages and not has_claimed(actor, claim):
        raise NotYou(
            _("%(who)s claimed this wish, and says what becomes of it.") % {"who": claim.who}
        )
    return wish, claim
