import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from core.errors import NotNow, NotSo, NotYou
from core.middleware import ChosenLanguageMiddleware, DomainErrorMiddleware


@pytest.mark.parametrize(
    ("cookie", "browser", "expected"),
    [
        (None, "en-US,en;q=0.9", "zh-hans"),
        (None, "", "zh-hans"),
        ("en", "zh-CN", "en"),
        ("zh-hans", "en", "zh-hans"),
        ("tlh", "en", "zh-hans"),
    ],
)
def test_it_speaks_chinese_until_the_person_switches(cookie, browser, expected):
    request = RequestFactory().get("/", headers={"accept-language": browser})
    if cookie:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    spoken = []
    middleware = ChosenLanguageMiddleware(
        lambda request: spoken.append(translation.get_language()) or HttpResponse()
    )
    response = middleware(request)
    assert spoken == [expected]
    assert response["Content-Language"] == expected


@pytest.mark.parametrize(
    ("error", "came_from", "code"),
    [
        (NotNow("Too late."), "http://testserver/there", 302),
        (NotSo("No such day."), "http://testserver/there", 302),
        (NotYou("Not yours."), "http://testserver/there", 403),
        (NotNow("Too late."), "http://elsewhere.example/", 409),
        (NotSo("No such day."), "", 400),
    ],
)
def test_a_refusal_is_a_sentence_where_the_person_was(error, came_from, code, monkeypatch):
    said = []
    monkeypatch.setattr("core.middleware.messages.error", lambda request, text: said.append(text))
    monkeypatch.setattr(
        "core.middleware.render",
        lambda request, template, context, status: HttpResponse(str(error), status=status),
    )
    request = RequestFactory().post("/do", headers={"referer": came_from})
    response = DomainErrorMiddleware(HttpResponse).process_exception(request, error)
    assert response.status_code == code
    assert said == ([error.message] if code == 302 else [])


def test_other_errors_are_left_alone():
    request = RequestFactory().post("/do")
    assert DomainErrorMiddleware(HttpResponse).process_exception(request, ValueError()) is None
