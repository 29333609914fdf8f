"""Letters, their recipients and receipts; a call names only the facts that matter to the test."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from letters.models import Letter, LetterRecipient, Receipt, ReceiptPhoto
from letters.services.links import link_new
from letters.workflow import LetterState
from tests.factories import (
    EnterpriseFactory,
    OrganizationFactory,
    SegmentFactory,
    StoredFileFactory,
    UserFactory,
)


class LetterFactory(DjangoModelFactory):
    """A draft; with ``is_sent`` it went out, to whomever the test makes a recipient."""

    class Meta:
        model = Letter

    class Params:
        is_sent = factory.Trait(
            state=LetterState.SENT,
            sent_at=factory.LazyFunction(timezone.now),
            sent_by=factory.SelfAttribute("created_by"),
        )

    number = factory.Sequence(lambda n: f"GZ2020{n:06d}")
    title = factory.Sequence(lambda n: f"第{n}封安全告知书")
    body = "{企业名称}：请{联系人}于{截止日期}前签收。"
    segment = factory.SubFactory(SegmentFactory)
    unit = factory.SubFactory(OrganizationFactory)
    reply_by_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)


class LetterRecipientFactory(DjangoModelFactory):
    """Of a letter that was sent, with a link that was not used."""

    class Meta:
        model = LetterRecipient
        skip_postgeneration_save = True

    letter = factory.SubFactory(LetterFactory, is_sent=True)
    enterprise = factory.SubFactory(EnterpriseFactory)
    facts = factory.LazyAttribute(lambda row: {"enterprise": row.enterprise.name})

    @factory.post_generation
    def link(self, create, extracted, **kwargs):
        letter = self.letter
        link = link_new(actor=letter.sent_by, recipient=self, letter=letter, at=letter.sent_at)
        link.save()


class ReceiptFactory(DjangoModelFactory):
    """Signed on paper."""

    class Meta:
        model = Receipt

    recipient = factory.SubFactory(LetterRecipientFactory)
    way = Receipt.Way.PAPER
    signer_name = "钱经理"
    signed_on = factory.LazyFunction(timezone.localdate)
    confirmed_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory)


class ReceiptPhotoFactory(DjangoModelFactory):
    class Meta:
        model = ReceiptPhoto

    receipt = factory.SubFactory(ReceiptFactory)
    stored = factory.SubFactory(StoredFileFactory)
