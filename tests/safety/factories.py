"""What is made of safety alone."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from issues.services.deadlines import deadline_set
from issues.workflow import Stage
from safety.models import Inquiry, InquiryMeasure, LedgerImport, LedgerRecord, SuspensionOrder
from tests.factories import EnterpriseFactory, OrganizationFactory, UserFactory


class SuspensionOrderFactory(DjangoModelFactory):
    """In force for a part of the case's enterprise."""

    class Meta:
        model = SuspensionOrder

    number = factory.Sequence(lambda n: f"TC2026{n:04}")
    enterprise = factory.SelfAttribute("case.enterprise")
    issuing_unit = factory.SelfAttribute("case.oversight_unit")
    issued_by = factory.SubFactory(UserFactory)
    extent = "part"
    part = "喷涂车间"
    basis = "《安全生产法》第七十条"
    reason = "重大事故隐患排除前无法保证安全"
    starts_on = factory.LazyFunction(timezone.localdate)
    items = ["隐患已整改到位"]
    issued_at = factory.LazyFunction(timezone.now)


class LedgerImportFactory(DjangoModelFactory):
    """Checked, with one row to take over."""

    class Meta:
        model = LedgerImport

    unit = factory.SubFactory(OrganizationFactory)
    created_by = factory.SubFactory(UserFactory)
    file_name = "台账.csv"
    source = factory.django.FileField(
        filename="台账.csv",
        data="排查时间,隐患描述,企业名称\n2026-03-02,灭火器失压,甲厂\n".encode(),
    )
    header = ["排查时间", "隐患描述", "企业名称"]
    columns = {"found_on": 0, "description": 1, "enterprise": 2}
    is_mapped = True
    state = "done"
    added = 1


class LedgerRecordFactory(DjangoModelFactory):
    """Done before it was taken over."""

    class Meta:
        model = LedgerRecord

    number = factory.Sequence(lambda n: f"TZ2026{n:06}")
    enterprise = factory.SubFactory(EnterpriseFactory)
    job = factory.SubFactory(LedgerImportFactory)
    unit = factory.SelfAttribute("job.unit")
    row_number = factory.Sequence(lambda n: n + 2)
    standing = "done"
    field = "fire"
    grade = "ordinary"
    found_on = date(2026, 3, 2)
    description = factory.Sequence(lambda n: f"第{n}处灭火器失压")
    fingerprint = factory.Sequence(lambda n: f"{n:064}")
    recorded_by = factory.SelfAttribute("job.created_by")
    recorded_at = factory.LazyFunction(timezone.now)


class InquiryFactory(DjangoModelFactory):
    """Opened by rule; ``is_decided`` gives it an outcome."""

    class Meta:
        model = Inquiry

    class Params:
        is_decided = factory.Trait(
            outcome="reminded",
            decision="约谈",
            root_cause="排查流于形式",
            lesson="盯到底",
            responsibility="分管负责人",
            decided_by=factory.SubFactory(UserFactory),
            decider_unit=factory.SelfAttribute("case.oversight_unit"),
            decided_at=factory.LazyFunction(timezone.now),
        )

    number = factory.Sequence(lambda n: f"XC2026{n:04}")
    unit = factory.SelfAttribute("case.lead_unit")
    cause = Inquiry.Cause.FAILED_TWICE
    opened_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class InquiryMeasureFactory(DjangoModelFactory):
    """With a deadline that runs."""

    class Meta:
        model = InquiryMeasure

    text = "全面自查"
    deadline = factory.LazyAttribute(
        lambda measure: deadline_set(
            measure.inquiry.case,
            Stage.MEASURE,
            organization_id=measure.inquiry.unit_id,
            at=timezone.now(),
            due_at=timezone.now() + timedelta(days=7),
        )
    )
