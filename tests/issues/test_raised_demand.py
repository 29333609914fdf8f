"""A demand that an enterprise raises by its code, and what the office makes of it."""

import io
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.audit import trail_of
from core.errors import DomainError, NotNow, NotSo, NotYou
from core.models import StoredFile
from enterprises.services import code_issue, code_revoke
from issues.models import Case, RaisedDemand
from issues.services.raised import MOST_WAITING, demand_raise, demand_refuse, demand_take_up
from notices.models import Notice
from organizations.roles import Role
from tests.factories import EnterpriseCodeFactory, RaisedDemandFactory, RaisedPhotoFactory

FACTS = {
    "title": "缺焊工二十名",
    "description": "夜班开不起来",
    "contact_name": "钱经理",
    "contact_phone": "138-0000 0000",
}


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def code(district):
    return code_issue(actor=district.officer, enterprise=district.firm)


@pytest.fixture
def demand(code):
    return raised(code)


def raised(code, **facts):
    return demand_raise(code=code, submission_key=uuid.uuid4(), **{**FACTS, **facts})


def english_client(**facts):
    client = Client(**facts)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def english():
    return english_client()


def picture(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "navy").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def send(client, code, **facts):
    sent = {**FACTS, "submission_key": uuid.uuid4(), **facts}
    return client.post(reverse("public:demand", args=[code.token]), sent)


def own_page(client, code):
    return client.get(reverse("public:enterprise", args=[code.token])).content.decode()


def test_it_is_no_case_before_the_office_has_looked_at_it(district, code, english, signed_in):
    answer = send(english, code, photos=[picture(), picture()])
    demand = RaisedDemand.objects.get()
    assert answer.url == f"/public/enterprise/{code.token}/?sent=1"
    assert "We have it." in english.get(answer.url).content.decode()
    assert f"{demand.number} · " in own_page(english, code)
    assert Case.objects.count() == 0
    assert demand.photos.count() == 2
    assert {stored.uploaded_by for stored in StoredFile.objects.all()} == {None}
    assert trail_of(demand).get().actor_name == "enterprise 江南精密机械有限公司"
    assert Notice.objects.get(template="issues.demand_raised").recipient == district.officer
    home = signed_in(district.officer).get(reverse("reports:home"))
    assert home.context["raised"].rows == [demand]
    assert signed_in(district.head).get(reverse("reports:home")).context["raised"] is None


def test_taken_up_it_becomes_a_demand_of_the_enterprise(district, code, english, signed_in):
    send(english, code, photos=[picture()])
    demand = RaisedDemand.objects.get()
    office = signed_in(district.officer)
    url = reverse("issues:raised_take_up", args=[demand.number])
    assert office.get(url).context["form"].initial == {"title": "缺焊工二十名"}
    answer = office.post(url, {"title": "夜班缺焊工"})
    case = Case.objects.get()
    assert answer.url == case.get_absolute_url()
    assert (case.kind, case.source, case.title) == ("demand", "enterprise", "夜班缺焊工")
    assert case.description.startswith("夜班开不起来")
    assert "钱经理, 138-0000 0000" in case.description
    assert case.attachments.get().stored == demand.photos.get()
    demand.refresh_from_db()
    assert (demand.case, demand.decided_by) == (case, district.officer)
    assert f'href="{case.number}/"' in own_page(english, code)


def test_not_taken_up_the_enterprise_reads_why(district, code, demand, english, signed_in):
    office = signed_in(district.officer)
    url = reverse("issues:raised_refuse", args=[demand.number])
    assert office.post(url, {"reason": " "}).context["form"].errors
    office.post(url, {"reason": "属市级权限,已转告"})
    assert "属市级权限,已转告" in own_page(english, code)
    assert office.get(reverse("reports:home")).context["raised"] is None


@pytest.mark.parametrize("first", [demand_take_up, demand_refuse])
@pytest.mark.parametrize("second", [demand_take_up, demand_refuse])
def test_it_is_decided_once(district, demand, first, second):
    facts = {demand_take_up: {"title": "缺焊工"}, demand_refuse: {"reason": "重复"}}
    first(actor=district.officer, demand=demand, **facts[first])
    with pytest.raises(NotNow, match="officer has decided this already"):
        second(actor=district.officer, demand=demand, **facts[second])
    assert Case.objects.count() == (first is demand_take_up)


@pytest.mark.parametrize("person", ["head", "town_head", "leader", "visitor"])
def test_only_the_office_decides(district, demand, person):
    actor = getattr(district, person)
    for decide in (
        lambda: demand_take_up(actor=actor, demand=demand, title="缺焊工"),
        lambda: demand_refuse(actor=actor, demand=demand, reason="重复"),
    ):
        with pytest.raises(NotYou):
            decide()


def test_sent_twice_it_is_raised_once(code, english):
    key = uuid.uuid4()
    codes = [send(english, code, submission_key=key).status_code for _time in range(2)]
    assert codes == [302, 302]
    assert RaisedDemand.objects.count() == 1


# what is sent → the answer; nothing of it is kept
SPAM = {
    "a robot fills in everything": ({"website": "http://spam.example"}, 422),
    "no title": ({"title": " "}, 422),
    "no phone": ({"contact_phone": "call me"}, 422),
    "a novel": ({"description": "字" * 2001}, 422),
    "a title too long": ({"title": "字" * 101}, 422),
    "no key": ({"submission_key": "x"}, 422),
    "too many photos": ({"photos": [picture() for _n in range(4)]}, 422),
    "no photo": ({"photos": [SimpleUploadedFile("a.jpg", b"MZ")]}, 422),
    "a null byte": ({"title": "a\0b"}, 422),
}


@pytest.mark.parametrize("case", SPAM)
def test_what_cannot_be_right_is_refused_and_what_was_typed_comes_back(code, english, case):
    facts, status = SPAM[case]
    answer = send(english, code, **facts)
    assert answer.status_code == status
    assert (RaisedDemand.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert "钱经理" in answer.content.decode()


def test_photos_too_large_together_are_refused_before_they_are_read(code, english):
    answer = english.post(
        reverse("public:demand", args=[code.token]), FACTS, CONTENT_LENGTH=str(40 * 1024 * 1024)
    )
    assert answer.status_code == 413


def test_a_flood_is_stopped_and_nothing_typed_is_lost(code, english):
    answers = [send(english, code) for _time in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "夜班开不起来" in answers[-1].content.decode()
    other = EnterpriseCodeFactory()
    assert send(english, other).status_code == 302


def test_so_many_of_one_enterprise_may_wait(district, code):
    RaisedDemandFactory.create_batch(MOST_WAITING, code=code)
    with pytest.raises(NotNow):
        raised(code)
    demand_refuse(actor=district.officer, demand=RaisedDemand.objects.first(), reason="重复")
    assert raised(code).is_waiting


def test_a_revoked_code_raises_nothing(district, code, english):
    code_revoke(actor=district.officer, enterprise=district.firm)
    assert send(english, code).status_code == 410
    with pytest.raises(NotNow):
        raised(code)
    assert RaisedDemand.objects.count() == 0


def test_a_service_too_takes_three_photos_at_most(code):
    with pytest.raises(NotSo):
        raised(code, photos=[None] * 4)


def test_a_browser_that_hides_where_it_comes_from_can_send(code):
    strict = english_client(enforce_csrf_checks=True)
    url = reverse("public:demand", args=[code.token])
    sent = {**FACTS, "submission_key": uuid.uuid4()}
    assert strict.post(url, sent, headers={"origin": "null"}).status_code == 302


def test_the_database_holds_what_a_decision_is(district, demand):
    for change in (
        {"state": "accepted"},
        {"state": "refused", "decided_by": district.officer, "decided_at": demand.raised_at},
        {"decided_by": district.officer},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RaisedDemand.objects.filter(pk=demand.pk).update(**change)


def at_once(*works):
    start = Barrier(len(works))

    def run(work):
        start.wait(timeout=10)
        try:
            return work()
        except DomainError as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_one_case(district, demand):
    def take_up():
        return demand_take_up(actor=district.officer, demand=demand, title="缺焊工").number

    done = at_once(take_up, take_up)
    assert NotNow in done
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_sending_at_once_raises_it_once(code):
    key = uuid.uuid4()

    def sent():
        return demand_raise(code=code, submission_key=key, **FACTS).number

    assert len(set(at_once(sent, sent))) == 1
    assert RaisedDemand.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "count"), [("", 3), ("waiting", 2), ("refused", 1), ("accepted", 0), ("wrong", 3)]
)
def test_the_list_shows_first_what_waits_and_counts_the_rest(
    district, code, signed_in, state, count
):
    made = [raised(code) for _n in range(3)]
    demand_refuse(actor=district.officer, demand=made[0], reason="重复")
    office = signed_in(district.officer)
    listed = office.get(reverse("issues:raised_list"), {"state": state}).context
    assert len(listed["page"].rows) == count
    assert {one["value"]: one["count"] for one in listed["counts"]} == {
        "waiting": 2,
        "accepted": 0,
        "refused": 1,
    }
    assert len(office.get(reverse("issues:raised_list")).context["page"].rows) == 2


@pytest.mark.parametrize("more", [0, 20])
def test_list_page_and_own_page_cost_the_same_however_many_there_are(
    district, code, demand, signed_in, english, more, django_assert_num_queries
):
    RaisedDemandFactory.create_batch(more, code=code)
    for _n in range(more):
        RaisedPhotoFactory(demand=demand)
    office = signed_in(district.officer)
    for client, url, queries in (
        (office, reverse("issues:raised_list"), 10),
        (office, reverse("issues:raised_detail", args=[demand.number]), 9),
        (english, reverse("public:enterprise", args=[code.token]), 5),
    ):
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_who_reads_everything_reads_it_but_decides_nothing(demand, person_with, signed_in):
    auditor = signed_in(person_with(Role.AUDITOR))
    page = auditor.get(reverse("issues:raised_detail", args=[demand.number]))
    assert page.context["may_review"] is False
    assert auditor.get(reverse("issues:case_list")).content.decode().count("/cases/raised/") == 1
