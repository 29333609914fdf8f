"""What the server gives a phone for the way without a signal, and what it says of what comes late."""

import gzip
import json
import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Enterprise
from tests.factories import EnterpriseFactory
from tests.visits.test_pages import JSON, sent
from visits import selectors
from visits.models import Visit


@pytest.fixture
def visitor(district, team, signed_in):
    return signed_in(district.visitor)


def test_the_register_on_the_phone_holds_my_enterprises_and_finds_by_initials(
    district, team, visitor, log
):
    elsewhere = EnterpriseFactory(name="北岸纺织有限公司")
    told = visitor.get(reverse("visits:phone_register")).json()
    assert told["person"] == str(district.visitor.pk)
    mine = told["enterprises"][0]
    assert (mine["text"], mine["team"]) == (district.firm.name, str(team.pk))
    assert mine["initials"].startswith("jnjm")
    assert elsewhere.pk not in {one["id"] for one in told["enterprises"]}
    assert len(told["teams"][str(team.pk)]["people"]) == 4
    assert "contact" not in json.dumps(told)


def test_the_key_is_the_persons_own_and_stays_theirs_when_the_secret_changes(district, settings):
    mine, others = district.visitor, district.officer
    [key] = selectors.phone.phone_keys(mine)
    assert selectors.phone.phone_keys(others)[0]["secret"] != key["secret"]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert selectors.phone.phone_keys(mine)[1] == key


def test_the_kept_page_names_no_enterprise(district, visitor):
    fresh = visitor.get(reverse("visits:log")).content.decode()
    kept = visitor.get(reverse("visits:log"), {"shell": 1}).content.decode()
    assert district.firm.name in fresh
    assert district.firm.name not in kept
    assert "data-kept" in kept


def test_the_worker_names_every_file_of_the_kept_pages(visitor, client):
    told = client.get(reverse("visits:worker"))
    assert told["Service-Worker-Allowed"] == "/"
    files = json.loads(re.search(r"serve\((.*)\);", told.content.decode()).group(1))["files"]
    for page in ("visits:log", "visits:phone"):
        html = visitor.get(reverse(page)).content.decode()
        linked = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', html))
        assert linked <= set(files)
    assert "/static/js/draft_photos.js" in files
    assert "/static/js/phone_away.js" in files


def test_the_manifest_is_an_app_with_icons(client):
    told = client.get(reverse("visits:manifest")).json()
    assert (told["display"], told["scope"]) == ("standalone", "/")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


def test_the_first_load_of_the_visit_page_stays_small(visitor):
    """Gzip at level 9, as WhiteNoise keeps it; the worker takes what is here already, and 6 KB more."""
    page = visitor.get(reverse("visits:log")).content
    later = ("phone_page.js", "phone_away.js", "app-192.png")
    needed = selectors.shell_files([selectors.VISIT])
    files = [one for one in needed if not one.endswith(later)]
    paths = [Path(finders.find(one.removeprefix("/static/"))) for one in files]
    sizes = [len(gzip.compress(path.read_bytes(), 9)) for path in paths]
    assert sum(sizes) + len(gzip.compress(page)) < 150 * 1024, (
        sum(sizes),
        len(gzip.compress(page)),
    )


# What comes late


def test_the_same_key_again_is_said_to_be_so(district, visitor):
    data = sent(district)
    first = visitor.post(reverse("visits:log"), data, headers=JSON).json()
    again = visitor.post(reverse("visits:log"), data, headers=JSON).json()
    assert again == {**first, "again": True}


@pytest.mark.parametrize(
    ("off", "seen", "word"),
    [
        (timedelta(hours=3), "", "180 minutes fast"),
        (timedelta(minutes=-20), "", "20 minutes slow"),
        (timedelta(hours=3), "on", None),
        (timedelta(minutes=4), "", None),
    ],
)
def test_a_wrong_clock_is_said_once_with_what_time_it_is(district, visitor, off, seen, word):
    data = sent(district, device_at=(timezone.now() + off).isoformat(), clock_seen=seen)
    answer = visitor.post(reverse("visits:log"), data, headers=JSON).json()
    if word is None:
        assert "url" in answer
    else:
        assert word in answer["errors"]["visited_at"][0]
        assert not Visit.objects.exists()


def test_an_enterprise_that_left_my_reach_is_said_to_have(district, visitor):
    Enterprise.objects.filter(pk=district.firm.pk).update(is_active=False)
    answer = visitor.post(reverse("visits:log"), sent(district), headers=JSON).json()
    assert "not in your reach" in answer["errors"]["enterprise"][0]


def test_an_ended_session_is_led_to_the_login(client):
    response = client.get(reverse("visits:phone_hello"))
    assert (response.status_code, response.url.split("?")[0]) == (
        302,
        reverse("organizations:login"),
    )
    assert client.post(reverse("visits:log"), {"submission_key": uuid.uuid4()}).status_code == 302
