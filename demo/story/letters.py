"""Letters of the season: a safety letter that most have confirmed, and the draft of the next."""

import random
from datetime import timedelta

from calendars.counting import local_date
from core.uploads import photo_store
from demo.photos import receipt_draw
from demo.story.tale import Life, Tale
from demo.world import World
from enterprises.models import Segment
from enterprises.selectors import code_of
from enterprises.services import code_issue
from letters.models import Letter, LetterRecipient
from letters.services import (
    letter_remind,
    letter_save,
    letter_send,
    receipt_confirm,
    receipt_record,
)

SEED = 20260418
SEGMENT = "红色、橙色风险企业"
NEXT_SEGMENT = "重点企业（本月未走访）"
SHARE = 0.7
DAYS = 7
PAPER, CODE = 0.25, 0.15
"""Of those who confirm, so many on paper and by the code on their wall; the others by link."""

TITLE = "岁末年初安全生产告知书"
BODY = """{企业名称}：

岁末年初生产任务集中、用电用气负荷高，是事故易发多发时段。为落实企业安全生产主体责任，现告知如下：

一、主要负责人每月至少带队开展一次安全自查，隐患逐条登记、限期整改；
二、动火、有限空间、高处等危险作业一律先审批、后作业，并有专人监护；
三、疏散通道、安全出口保持畅通，严禁在厂区违规停放电动自行车或充电；
四、员工上岗前完成安全培训，发现险情立即停止作业、组织撤离并报告{镇街}。

请{联系人}组织全体员工学习，并于{截止日期}前签收回执。逾期未签收的，由所在镇街上门送达。"""

NEXT_TITLE = "致企业家的一封信"
NEXT_BODY = """尊敬的{联系人}：

感谢{企业名称}长期以来对本区发展的支持。新一轮“大走访大排查”已经启动，走访组将陆续上门，听取贵企业的困难和建议。

如有急需协调的事项，可随时扫描企业服务码反映，我们将按时答复。

请于{截止日期}前回复签收。"""

SIGNERS = ("陈经理", "王主任", "李厂长", "张主管", "刘安全员", "赵经理", "孙主任", "周厂长")


def letters(tale: Tale, world: World) -> Life:
    """Sent eight working days before the end; some confirm each day, and the rest is reminded."""
    rng, office = random.Random(SEED), world.officers[0]
    calendar, today = tale.calendar, local_date(tale.until)
    yield calendar.working_day(today, -DAYS - 1).opens_at + timedelta(minutes=35)
    reply_by = calendar.working_day(today, 2).date
    letter = _written(office, TITLE, BODY, SEGMENT, reply_by)
    letter_send(actor=office, letter=letter)
    letter.refresh_from_db()
    recipients = list(letter.recipients.select_related("letter", "enterprise").order_by("pk"))
    rng.shuffle(recipients)
    coming = recipients[: round(SHARE * len(recipients))]
    for day in range(DAYS):
        yield calendar.working_day(tale.day, 1).opens_at + timedelta(minutes=50)
        for one in coming[day::DAYS]:
            _confirmed(rng, world, one)
    letter_remind(actor=office, letter=letter)
    _written(office, NEXT_TITLE, NEXT_BODY, NEXT_SEGMENT, calendar.working_day(today, 15).date)


def _written(office, title: str, body: str, segment: str, reply_by) -> Letter:
    return letter_save(
        actor=office,
        title=title,
        body=body,
        segment=Segment.objects.get(name=segment),
        reply_by_on=reply_by,
        remind_days=3,
    )


def _confirmed(rng: random.Random, world: World, recipient: LetterRecipient) -> None:
    chance, signer = rng.random(), rng.choice(SIGNERS)
    visitors = world.visitors.get(recipient.enterprise.town_id)
    if chance < PAPER and visitors:
        photo = photo_store(actor=visitors[0], upload=receipt_draw(rng))
        receipt_record(
            actor=visitors[0],
            recipient=recipient,
            signer_name=signer,
            signed_on=local_date(recipient.letter.sent_at),
            photos=[photo],
        )
    elif chance < PAPER + CODE:
        firm = recipient.enterprise
        code = code_of(firm) or code_issue(actor=world.officers[0], enterprise=firm)
        receipt_confirm(recipient=recipient, signer_name=signer, has_read=True, code=code)
    else:
        link = recipient.links.get()
        link.recipient = recipient
        receipt_confirm(recipient=recipient, signer_name=signer, has_read=True, link=link)
