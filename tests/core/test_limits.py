"""So many times within so long, and where a request comes from."""

import pytest
from django.test import RequestFactory
from redis.exceptions import RedisError

from core.limits import Limit, TooOften, address_of
from core.tokens import digest_of, seed_new, token_of

FEW = Limit("few", most=2, seconds=60)


def counted(key, limit=FEW):
    try:
        limit.count(key)
    except TooOften:
        return False
    return True


def test_beyond_the_limit_each_key_is_refused_by_itself():
    assert [counted("a") for _time in range(4)] == [True, True, False, False]
    assert counted("b")
    assert counted("a", Limit("other", most=1, seconds=60))


def test_a_lost_cache_closes_no_doors(monkeypatch):
    def lost(*_arguments):
        raise RedisError

    monkeypatch.setattr("core.limits.cache.add", lost)
    assert all(counted("a") for _time in range(4))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "", "9.9.9.9"),
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings, proxies, forwarded, found):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="9.9.9.9")
    assert address_of(request) == found


def test_a_token_follows_from_seed_purpose_and_secret_key(settings):
    seed = seed_new()
    token = token_of(seed, "one")
    assert token == token_of(seed, "one")
    assert len(token) * 5 >= 128
    assert token.isalnum()
    assert digest_of(f" {token.upper()}") == digest_of(token)
    others = {token_of(seed, "two"), token_of(seed_new(), "one")}
    settings.SECRET_KEY = "another"
    assert token not in others | {token_of(seed, "one")}
