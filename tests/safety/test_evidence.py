"""One photo proves one thing: what is refused, what is flagged, and what the acceptor must say."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import ImageEnhance

from core.errors import NotSo
from core.models import PhotoLikeness, PhotoPrint
from core.uploads import photo_store
from issues.models import Attachment, Case
from safety.models import Acceptance
from safety.selectors.evidence import doubts_of
from safety.services.acceptance import hazard_accept, hazard_fail
from safety.services.finding import photos_add
from safety.services.loop import hazard_submit
from safety.workflow import HazardState
from tests.photos import scene

BEFORE, AFTER = Attachment.EVIDENCE

ALTERED = {
    "the same": lambda image: image,
    "smaller": lambda image: image.resize((300, 225)),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.4),
    "cut": lambda image: image.crop((40, 30, 760, 570)),
    "another": lambda image: scene(99),
}


def sent(district, image, by="head"):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    upload = SimpleUploadedFile("现场.jpg", out.getvalue(), "image/jpeg")
    return photo_store(actor=getattr(district, by), upload=upload)


@pytest.fixture
def accepting(hazard_in, district):
    """Return a maker of hazards that wait for acceptance with this photo after."""

    def make(image, **facts):
        case = hazard_in(HazardState.RECTIFYING, **facts)
        hazard_submit(actor=district.head, case=case, how="已清理", after=[sent(district, image)])
        return case

    return make


@pytest.mark.parametrize(
    ("how", "is_doubted", "is_same"),
    [
        ("the same", True, True),
        ("smaller", True, False),
        ("brighter", True, False),
        ("cut", True, False),
        ("another", False, None),
    ],
)
def test_a_photo_after_that_proved_another_hazard_is_in_doubt(accepting, how, is_doubted, is_same):
    accepting(scene(1))
    doubts = doubts_of(accepting(ALTERED[how](scene(1))))
    assert [doubt.is_same for doubt in doubts] == ([is_same] if is_doubted else [])


def test_what_is_used_later_puts_no_doubt_on_the_first(accepting):
    first = accepting(scene(1))
    accepting(scene(1))
    assert doubts_of(first) == []


def test_nearly_the_photo_of_before_is_in_doubt(hazard_in, accepting, district):
    before = sent(district, scene(1), by="visitor")
    case = accepting(ALTERED["brighter"](scene(1)), photos=[before])
    assert [doubt.earlier.purpose for doubt in doubts_of(case)] == [BEFORE]


def test_two_views_of_one_danger_are_no_doubt(hazard_in, district):
    photos = [sent(district, ALTERED[how](scene(1))) for how in ("the same", "brighter")]
    assert doubts_of(hazard_in(photos=photos)) == []


def test_photos_in_doubt_pass_only_with_a_word_on_why(accepting, district):
    accepting(scene(1))
    case = accepting(scene(1))
    for words in ("", "  "):
        with pytest.raises(NotSo) as refused:
            hazard_accept(actor=district.inspector, case=case, doubt_words=words)
        assert list(refused.value.fields) == ["doubt_words"]
    hazard_accept(actor=district.inspector, case=case, doubt_words="同一处相邻两扇门,已到现场核对")
    word = case.acceptances.get()
    assert (word.photos_in_doubt, word.doubt_words) == (1, "同一处相邻两扇门,已到现场核对")
    with pytest.raises(IntegrityError, match="acceptance_says_why"), transaction.atomic():
        Acceptance.objects.update(doubt_words="")


def test_a_word_on_nothing_is_not_kept(accepting, district):
    case = accepting(scene(1))
    hazard_accept(actor=district.inspector, case=case, doubt_words="无")
    assert case.acceptances.get().doubt_words == ""


def test_a_refused_acceptance_says_how_many_photos_were_in_doubt(accepting, district):
    accepting(scene(1))
    case = accepting(scene(1))
    hazard_fail(actor=district.inspector, case=case, reason="照片是别处的")
    assert case.acceptances.get().photos_in_doubt == 1


@pytest.fixture
def rectifying(hazard_in, district, photo):
    case = hazard_in(HazardState.RECTIFYING, photos=[photo("red")])
    hazard_submit(actor=district.head, case=case, how="已清理", after=[photo("green")])
    hazard_fail(actor=district.inspector, case=case, reason="仍堵塞")
    return case


@pytest.mark.parametrize(("colour", "why"), [("red", "danger as it was"), ("green", "round 1")])
def test_the_same_photo_again_is_refused_by_the_service_and_beside_the_field(
    rectifying, district, photo, signed_in, colour, why
):
    case = rectifying
    with pytest.raises(NotSo, match=why) as refused:
        hazard_submit(actor=district.head, case=case, how="又清理", after=[photo(colour)])
    assert list(refused.value.fields) == ["after"]
    stored = photo(colour)
    stored.uploaded_by = district.head
    stored.save()
    page = signed_in(district.head).post(
        reverse("safety:move", args=[case.number, "submit"]),
        {"how": "又清理", "kept_after": str(stored.pk), "seen_version": case.version},
    )
    assert why in str(page.context["form"].errors["after"])


def test_the_same_photo_again_is_refused_by_the_database(rectifying):
    red = rectifying.attachments.get(purpose=BEFORE)
    with pytest.raises(IntegrityError, match=r"proves_one_thing|evidence_hash"):
        rectifying.attachments.filter(purpose=AFTER).update(evidence_hash=red.evidence_hash)


def test_a_photo_sent_twice_for_one_thing_is_passed_over(rectifying, district, photo):
    for purpose, colours in ((BEFORE, ["red"]), (AFTER, ["blue", "blue"])):
        photos_add(district.head, rectifying, map(photo, colours), purpose)
    kept = rectifying.attachments.values_list("purpose", "round")
    assert sorted(kept) == [(AFTER, 1), (AFTER, 2), (BEFORE, 1)]


def test_the_acceptor_sees_the_photos_in_doubt_and_is_asked_why(accepting, district, signed_in):
    first, case = accepting(scene(1)), accepting(scene(1))
    client = signed_in(district.inspector)
    address = reverse("safety:move", args=[case.number, "pass_acceptance"])
    assert first.number in client.get(address).content.decode()
    data = {"on_site": "on", "seen_version": case.version}
    assert "doubt_words" in client.post(address, data).context["form"].errors
    client.post(address, {**data, "doubt_words": "已现场核对"})
    case.refresh_from_db()
    assert case.state == HazardState.WRITTEN_OFF
    assert "已现场核对" in client.get(case.get_absolute_url()).content.decode()


def test_a_case_that_is_not_open_to_who_looks_is_not_named(accepting, district, signed_in):
    first, case = accepting(scene(1)), accepting(scene(1))
    Case.objects.filter(pk=first.pk).update(lead_unit=None)
    first.responsibilities.filter(role="lead").delete()
    page = signed_in(district.head).get(case.get_absolute_url()).content.decode()
    assert "In a case that is not open to you" in page
    assert first.number not in page


def test_photos_kept_before_there_were_prints_get_theirs_once(accepting, capsys):
    first, case = accepting(scene(1)), accepting(ALTERED["smaller"](scene(1)))
    PhotoPrint.objects.all().delete()
    PhotoLikeness.objects.all().delete()
    call_command("photos_print")
    assert [doubt.earlier.case for doubt in doubts_of(case)] == [first]
    call_command("photos_print")
    flat = 2
    assert capsys.readouterr().out.split() == [str(2 + flat), str(flat)]
