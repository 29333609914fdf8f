"""What logging a visit saves, refuses and says."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from core.audit import trail_of
from core.errors import DomainError, NotSo, NotYou
from core.models import StoredFile
from issues.models import Attachment, Case, Category
from issues.workflow import State, Tier
from safety.models import FieldAuthority
from tests.factories import EnterpriseFactory, VisitFactory
from tests.visits.conftest import photo_bytes
from visits.models import Finding, Visit, VisitPhoto
from visits.services import FindingEntry, visit_log


def demand(**facts):
    return FindingEntry(**{"kind": "demand", "title": "缺熟练焊工", **facts})


def test_a_visit_brings_its_findings_as_cases_in_one_go(district, team, log, photo):
    category = Category.objects.get(code="talent")
    visit = log(
        root_cause="本地技校无此专业",
        findings=[
            demand(category=category, description="急需二十人", photos=[photo()]),
            demand(kind="issue", title="门口道路破损", handling="dispatch", unit=district.bureau),
            demand(kind="issue", title="路灯不亮", handling="solved", how="当场联系修好"),
        ],
        photos=[photo()],
    )
    waiting, dispatched, solved = [
        finding.case for finding in visit.findings.select_related("case")
    ]
    assert (waiting.state, waiting.category, waiting.root_cause) == (
        State.REGISTERED,
        category,
        "本地技校无此专业",
    )
    assert (dispatched.state, dispatched.lead_unit) == (State.DISPATCHED, district.bureau)
    assert (solved.state, solved.tier) == (State.REPLIED, Tier.ON_THE_SPOT)
    assert [case.source for case in (waiting, dispatched)] == ["visit", "visit"]
    assert Attachment.objects.get().case == waiting
    assert VisitPhoto.objects.filter(visit=visit).count() == 2
    assert (visit.team, visit.unit) == (team, district.town)
    entry = trail_of(visit).get()
    assert entry.changes["cases"] == [waiting.number, dispatched.number, solved.number]


def test_numbers_follow_the_year_without_gaps(district, log):
    year = timezone.localdate().year
    with pytest.raises(NotSo):
        log(findings=[demand(title="")])
    assert [log().number, log().number] == [f"ZF{year}000001", f"ZF{year}000002"]


def test_a_visit_that_found_nothing_is_a_good_visit(log):
    assert log().findings.count() == 0


def later(hours):
    return timezone.now() + timedelta(hours=hours)


BAD = [
    # what is entered, where the sentence stands
    ({"visited_at": lambda d: later(2)}, "visited_at"),
    ({"visited_at": lambda d: later(-24 * 400)}, "visited_at"),
    ({"mode": "by_drone"}, "mode"),
    ({"purpose": "for_fun"}, "purpose"),
    ({"situation": "  "}, "situation"),
    ({"participants": []}, "participants"),
    ({"mode": "follow_up"}, "follows"),
    ({"mode": "follow_up", "follows": lambda d: VisitFactory()}, "follows"),
    ({"mode": "follow_up", "visited_at": lambda d: later(-3), "follows":
      lambda d: VisitFactory(enterprise=d.firm, visited_at=later(-1))}, "follows"),
    ({"mode": "return"}, "checks"),
    ({"findings": [demand(kind="")]}, "findings-0-kind"),
    ({"findings": [demand(kind="wish")]}, "findings-0-kind"),
    ({"findings": [demand(title=" ")]}, "findings-0-title"),
    ({"findings": [demand(title="很" * 101)]}, "findings-0-title"),
    ({"findings": [demand(), demand(handling="dispatch")]}, "findings-1-unit"),
    ({"findings": [demand(handling="solved", how=" ")]}, "findings-0-how"),
    ({"findings": [demand(handling="forget")]}, "findings-0-handling"),
    ({"findings": [demand(kind="hazard")]}, "findings-0-field"),
    ({"findings": [demand(kind="hazard", field="ghosts")]}, "findings-0-field"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "field"), BAD, ids=[field for _facts, field in BAD])
def test_what_cannot_be_right_is_named_where_it_stands(district, log, facts, field):
    asked = {name: value(district) if callable(value) else value for name, value in facts.items()}
    before = Visit.objects.count()
    with pytest.raises(NotSo) as refused:
        log(**asked)
    assert list(refused.value.fields) == [field]
    assert all(refused.value.fields.values())
    assert (Visit.objects.count(), Case.objects.count()) == (before, 0)


def test_all_that_is_wrong_is_said_at_once(district, log):
    with pytest.raises(NotSo) as refused:
        log(situation="", findings=[demand(title=""), demand(kind="", handling="solved")])
    assert set(refused.value.fields) == {
        "situation",
        "findings-0-title",
        "findings-1-kind",
        "findings-1-how",
    }


def test_a_refusal_by_a_cases_rules_stands_beside_its_finding_and_nothing_is_saved(district, log):
    district.bureau.is_active = False
    district.bureau.save()
    with pytest.raises(DomainError) as refused:
        log(
            findings=[
                demand(),
                demand(handling="dispatch", unit=district.bureau),
            ]
        )
    assert list(refused.value.fields) == ["findings-1-unit"]
    assert (Visit.objects.count(), Case.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("visitor", True),
        ("leader", True),
        ("head", True),
        ("town_head", True),
        ("officer", True),
        ("handler", False),
    ],
)
def test_who_is_of_the_team_logs_and_dispatches_on_the_spot(district, team, log, name, allowed):
    actor = getattr(district, name)
    wanted = [demand(handling="dispatch", unit=district.bureau)]
    if allowed:
        visit = log(actor, findings=wanted)
        assert visit.findings.get().case.state == State.DISPATCHED
        assert Visit.objects.visible_to(actor).get() == visit
    else:
        with pytest.raises(NotYou):
            log(actor, findings=wanted)


def test_nobody_logs_a_visit_to_an_enterprise_out_of_reach(district, log):
    with pytest.raises(NotYou):
        log(enterprise=EnterpriseFactory())


def test_a_visit_is_the_teams_if_anybody_of_it_went(district, team, log):
    assert log(district.officer).team is None
    assert log(district.officer, participants=[district.leader]).team == team


def test_a_hazard_goes_its_own_way(district, team, log, photo):
    FieldAuthority.objects.create(field="fire", organization=district.bureau)
    hazard = partial(demand, kind="hazard", title="消防通道堵塞", field="fire", place="二号车间")
    visit = log(
        findings=[
            hazard(photos=[photo()]),
            hazard(handling="dispatch", unit=district.town),
            hazard(
                handling="solved",
                how="已搬离",
                photos=[photo()],
                after=[photo(photo_bytes((50, 30)))],
            ),
        ]
    )
    found, named, fixed = [finding.case for finding in visit.findings.all()]
    assert (found.state, found.hazard.place, found.oversight_unit) == (
        "found",
        "二号车间",
        district.bureau,
    )
    assert (named.state, named.lead_unit) == ("found", district.town)
    assert fixed.state == "accepting"
    assert set(fixed.attachments.values_list("purpose", flat=True)) == {"before", "after"}
    assert VisitPhoto.objects.filter(finding__case=fixed).count() == 2


def test_a_hazard_fixed_on_the_spot_needs_photos_of_both_times(district, log):
    with pytest.raises(NotSo) as refused:
        log(findings=[demand(kind="hazard", field="fire", handling="solved", how="已搬离")])
    assert set(refused.value.fields) == {"findings-0-photos", "findings-0-after"}


def test_the_unit_that_oversees_a_hazard_cannot_be_named_to_rectify_it(district, log):
    FieldAuthority.objects.create(field="fire", organization=district.bureau)
    wanted = demand(kind="hazard", field="fire", handling="dispatch", unit=district.bureau)
    with pytest.raises(DomainError) as refused:
        log(findings=[wanted])
    assert list(refused.value.fields) == ["findings-0-unit"]


# Sent twice


def test_the_same_page_sent_twice_is_saved_once(district, log):
    key = uuid.uuid4()
    first = log(submission_key=key, findings=[demand()])
    assert log(submission_key=key, findings=[demand()]) == first
    assert (Visit.objects.count(), Case.objects.count()) == (1, 1)


def test_a_key_serves_one_visit_of_one_person(district, log):
    key = uuid.uuid4()
    log(submission_key=key)
    with pytest.raises(NotSo):
        log(submission_key=key, enterprise=EnterpriseFactory(town=district.town))
    with pytest.raises(NotSo):
        log(district.officer, submission_key=key)


# Photos


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ this is a program", "neither a photo"),
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0" + b"0" * 200, "neither a photo"),
        (b"0" * (21 * 1024 * 1024), "larger than"),
    ],
    ids=["program", "zero bytes", "broken", "too large"],
)
def test_what_is_no_photo_is_named_and_nothing_is_saved(district, log, photo, content, said):
    with pytest.raises(NotSo) as refused:
        log(findings=[demand(photos=[photo(), photo(content)])], photos=[photo()])
    assert said in refused.value.fields["findings-0-photos"]
    assert (Visit.objects.count(), Case.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


def test_too_many_photos_are_refused(district, log, photo):
    with pytest.raises(NotSo) as refused:
        log(photos=[photo() for _n in range(10)])
    assert list(refused.value.fields) == ["photos"]


def test_a_refusal_after_the_photos_were_written_leaves_no_file_behind(
    district, log, photo, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    district.bureau.is_active = False
    district.bureau.save()
    with pytest.raises(DomainError):
        log(photos=[photo()], findings=[demand(handling="dispatch", unit=district.bureau)])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_photo_keeps_its_time_and_nothing_else(district, log, photo):
    log(photos=[photo(photo_bytes(tag_306="2026:09:24 10:30:00"))])
    stored = StoredFile.objects.get()
    assert timezone.localtime(stored.taken_at).strftime("%Y-%m-%d %H:%M") == "2026-09-24 10:30"
    assert b"Exif" not in stored.file.read()


def test_the_service_takes_its_facts_by_name(district):
    visit = visit_log(
        actor=district.visitor,
        enterprise=district.firm,
        submission_key=uuid.uuid4(),
        situation="正常",
        other_participants="商会代表",
    )
    assert Finding.objects.filter(visit=visit).count() == 0
