"""The report is read and signed by the enterprise: by a link, once, or on paper."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError, NotNow, NotSo
from inspections.models import Signature
from inspections.report_paper import report_paper
from inspections.selectors.inspections import lists_of
from inspections.services.reports import report_link_make, report_record, report_sign
from tests.factories import StoredFileFactory


@pytest.fixture
def inspection(inspect):
    return inspect("fail", "pass", "na", kind="check_up")


@pytest.fixture
def link(district, inspection):
    return report_link_make(actor=district.inspector, inspection=inspection)


def test_the_enterprise_reads_and_signs_by_its_link_once(client, inspection, link):
    page = client.get(link.path).content.decode()
    assert inspection.number in page
    assert "安全出口畅通" in page
    assert (
        client.get(reverse("inspections_public:report_pdf", args=[link.token])).status_code == 200
    )
    sent = {"signer_name": "张厂长", "signer_post": "厂长", "has_read": "on", "objection": ""}
    assert client.post(link.path, sent).status_code == 302
    signed = Signature.objects.get()
    assert (signed.inspection, signed.way, signed.signer_name) == (inspection, "link", "张厂长")
    assert client.post(link.path, sent).status_code == 422
    assert Signature.objects.count() == 1
    assert "张厂长" in client.get(link.path).content.decode()


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"signer_name": " "}, "signer_name"), ({"has_read": False}, "has_read")],
)
def test_what_is_missing_is_said(link, facts, field):
    with pytest.raises(NotSo) as refusal:
        report_sign(link=link, **{"signer_name": "张厂长", "has_read": True, **facts})
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize("how", ["expired", "superseded"])
def test_a_link_that_ran_out_or_was_replaced_opens_nothing(client, district, inspection, link, how):
    if how == "expired":
        type(link).objects.update(
            made_at=timezone.now() - timedelta(days=15), expires_at=timezone.now()
        )
    else:
        report_link_make(actor=district.inspector, inspection=inspection)
    answer = client.get(link.path)
    assert answer.status_code == 410
    assert "安全出口畅通" not in answer.content.decode()
    with pytest.raises(NotNow):
        report_sign(link=link, signer_name="张厂长", has_read=True)


def test_somebody_logged_in_does_not_sign_for_the_enterprise(district, signed_in, link):
    sent = {"signer_name": "张厂长", "has_read": "on"}
    assert signed_in(district.inspector).post(link.path, sent).status_code == 403
    assert not Signature.objects.exists()


def test_a_signature_on_paper_is_recorded_with_its_photo_and_ends_the_link(
    district, inspection, link
):
    photo = StoredFileFactory(uploaded_by=district.inspector)
    report_record(
        actor=district.inspector,
        inspection=inspection,
        signer_name="张厂长",
        signed_on=timezone.localdate(),
        photos=[photo],
    )
    with pytest.raises(DomainError):
        report_sign(link=link, signer_name="李副厂长", has_read=True)
    assert inspection.signature.way == "paper"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"signer_name": ""}, "signer_name"),
        ({"signed_on": timedelta(days=1)}, "signed_on"),
        ({"signed_on": timedelta(days=-1)}, "signed_on"),
        ({"photos": []}, "photos"),
    ],
)
def test_what_is_wrong_on_paper_is_said(district, inspection, facts, field):
    sent = {"signer_name": "张厂长", "photos": [StoredFileFactory()], **facts}
    sent["signed_on"] = timezone.localdate() + facts.get("signed_on", timedelta())
    with pytest.raises(NotSo) as refusal:
        report_record(actor=district.inspector, inspection=inspection, **sent)
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize("facts", [{"signer_name": ""}, {"way": "link"}, {"recorded_by": None}])
def test_the_database_refuses_a_signature(district, inspection, facts):
    whole = {
        "inspection": inspection,
        "way": "paper",
        "signer_name": "张厂长",
        "signed_on": timezone.localdate(),
        "signed_at": timezone.now(),
        "recorded_by": district.inspector,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(**{**whole, **facts})


def test_the_paper_is_a_pdf_with_every_item(inspection):
    assert report_paper(inspection, lists_of(inspection)).startswith(b"%PDF-")


def test_points_are_told_by_section(inspection):
    [(_list, sections)] = lists_of(inspection)
    told = [(one.name, one.reached, one.possible, one.percent) for one in sections]
    assert told == [("疏散", 5, 15, 33), ("器材", 0, 0, None)]
