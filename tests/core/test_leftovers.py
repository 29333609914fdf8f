"""What nobody refers to goes after two days; what anything refers to never does."""

import json
import os
from datetime import date, timedelta

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import CASCADE
from django.utils import timezone

from core.leftovers import KEPT, leftovers_remove, references, unreferred
from core.models import StoredFile
from core.tasks import leftovers_remove as task
from core.uploads import thumbnail_name
from inspections.models import (
    CheckListVersion,
    InspectedList,
    Judgement,
    JudgementPhoto,
    Signature,
    SignaturePhoto,
)
from issues.models import Attachment, KeyTask, Milestone
from issues.models.plan import MilestoneFile
from points.models import Appeal, AppealFile, EntryFile
from reports.models import BriefTemplate, Report
from tests.deeds.factories import DeedPhotoFactory, FulfilmentPhotoFactory
from tests.factories import (
    CaseFactory,
    OrganizationFactory,
    PostFileFactory,
    RaisedPhotoFactory,
    StoredFileFactory,
    UserFactory,
    VisitPhotoFactory,
)
from tests.inspections.factories import InspectionFactory
from tests.letters.factories import ReceiptPhotoFactory
from tests.points.factories import EntryFactory

OLD = KEPT + timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def uploaded(ago=OLD):
    return StoredFileFactory(uploaded_at=timezone.now() - ago)


def remove(capture):
    with capture(execute=True):
        return leftovers_remove()


def milestone() -> Milestone:
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 12, 31)}
    key_task = KeyTask.objects.create(
        number="ZD2026001", year=2026, title="路网贯通", leader=UserFactory(),
        organization=OrganizationFactory(), **days,
    )  # fmt: skip
    due = {"own_due_at": timezone.now(), "original_due_at": timezone.now()}
    return Milestone.objects.create(key_task=key_task, name="方案", length=2, **due)


def judgement() -> Judgement:
    """Of an item that passed."""
    version = CheckListVersion.objects.exclude(items=None).first()
    inspected = InspectedList.objects.create(inspection=InspectionFactory(), version=version)
    return Judgement.objects.create(inspected=inspected, item=version.items.first(), result="pass")


def signature() -> Signature:
    return Signature.objects.create(
        inspection=InspectionFactory(),
        way="paper",
        signer_name="王海",
        signed_on=date(2026, 3, 2),
        signed_at=timezone.now(),
        recorded_by=UserFactory(),
    )


def appeal() -> Appeal:
    who = {"made_by": UserFactory(), "made_at": timezone.now()}
    return Appeal.objects.create(entry=EntryFactory(), reason="已按期报送", **who)


def report(**facts) -> Report:
    return Report.objects.create(
        created_by=UserFactory(), kind="lists", title="四张清单", reach="whole", **facts
    )


REFERRED = {
    "deeds.deedphoto.stored": lambda stored: DeedPhotoFactory(stored=stored),
    "deeds.fulfilmentphoto.stored": lambda stored: FulfilmentPhotoFactory(stored=stored),
    "inspections.judgementphoto.stored": lambda stored: JudgementPhoto.objects.create(
        judgement=judgement(), stored=stored
    ),
    "inspections.signaturephoto.stored": lambda stored: SignaturePhoto.objects.create(
        signature=signature(), stored=stored
    ),
    "issues.attachment.stored": lambda stored: Attachment.objects.create(
        case=CaseFactory(), stored=stored, purpose=Attachment.Purpose.OTHER
    ),
    "issues.milestonefile.stored": lambda stored: MilestoneFile.objects.create(
        milestone=milestone(), stored=stored
    ),
    "issues.raisedphoto.stored": lambda stored: RaisedPhotoFactory(stored=stored),
    "letters.receiptphoto.stored": lambda stored: ReceiptPhotoFactory(stored=stored),
    "points.appealfile.stored": lambda stored: AppealFile.objects.create(
        appeal=appeal(), stored=stored
    ),
    "points.entryfile.stored": lambda stored: EntryFile.objects.create(
        entry=EntryFactory(), stored=stored
    ),
    "reports.brieftemplate.stored": lambda stored: BriefTemplate.objects.create(
        kind="weekly", stored=stored, created_by=UserFactory()
    ),
    "reports.report.frozen": lambda stored: report(frozen=stored),
    "reports.report.stored": lambda stored: report(stored=stored, sha256="a" * 64),
    "reports.report.template": lambda stored: report(template=stored),
    "threads.postfile.stored": lambda stored: PostFileFactory(stored=stored),
    "visits.visitphoto.stored": lambda stored: VisitPhotoFactory(stored=stored),
}


@pytest.mark.parametrize("name", REFERRED)
def test_a_referred_file_is_never_removed(name, django_capture_on_commit_callbacks):
    stored = uploaded(timedelta(days=4000))
    REFERRED[name](stored)
    assert remove(django_capture_on_commit_callbacks) == {"rows": 0, "strays": 0}
    assert stored.file.storage.exists(stored.file.name)
    assert StoredFile.objects.get() == stored


def test_every_foreign_key_to_a_stored_file_is_asked_and_has_its_row_above():
    asked = {f"{one.related_model._meta.label_lower}.{one.field.name}" for one in references()}
    there = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is StoredFile and field.remote_field.on_delete is not CASCADE
    }
    assert asked == there == set(REFERRED)


@pytest.mark.parametrize(
    ("ago", "kept"),
    [(timedelta(0), True), (KEPT - timedelta(minutes=1), True), (OLD, False)],
    ids=["just now", "nearly two days", "over two days"],
)
def test_what_was_never_used_goes_after_two_days(ago, kept, django_capture_on_commit_callbacks):
    stored = uploaded(ago)
    thumb = stored.file.storage.save(thumbnail_name(stored.pk), stored.file)
    assert remove(django_capture_on_commit_callbacks)["rows"] == (0 if kept else 1)
    assert StoredFile.objects.exists() == kept
    assert [stored.file.storage.exists(name) for name in (stored.file.name, thumb)] == [kept] * 2


def test_the_second_time_there_is_nothing_left_to_do(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("core.leftovers.BATCH", 2)
    for _n in range(3):
        uploaded()
    assert remove(django_capture_on_commit_callbacks)["rows"] == 3
    assert remove(django_capture_on_commit_callbacks) == {"rows": 0, "strays": 0}


def test_a_file_already_gone_from_the_disk_does_not_stop_it(
    media, django_capture_on_commit_callbacks
):
    stored = uploaded()
    (media / stored.file.name).unlink()
    assert remove(django_capture_on_commit_callbacks)["rows"] == 1


def test_files_without_a_row_go_too_but_not_those_just_written(
    media, django_capture_on_commit_callbacks
):
    kept = VisitPhotoFactory(stored=uploaded()).stored
    folder = (media / kept.file.name).parent
    long_ago = (timezone.now() - OLD).timestamp()
    for name in ("old.jpg", "new.jpg"):
        (folder / name).write_bytes(b"a photo")
    for path in (folder / "old.jpg", media / kept.file.name):
        os.utime(path, (long_ago, long_ago))
    assert remove(django_capture_on_commit_callbacks) == {"rows": 0, "strays": 1}
    assert {path.name for path in folder.iterdir()} == {"new.jpg", kept.file.name.split("/")[-1]}


@pytest.mark.parametrize("number", [1, 30])
def test_it_asks_the_database_equally_often(number, django_assert_num_queries):
    for _n in range(number):
        uploaded()
    with django_assert_num_queries(QUERIES):
        leftovers_remove()


def test_beat_asks_for_it_each_night_and_the_command_says_what_went(
    capsys, django_capture_on_commit_callbacks
):
    entry = settings.CELERY_BEAT_SCHEDULE["leftovers-remove"]
    assert current_app.tasks[entry["task"]] == task
    uploaded()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("leftovers_remove")
    assert json.loads(capsys.readouterr().out) == {"rows": 1, "strays": 0}
    assert not unreferred().exists()


QUERIES = 29
