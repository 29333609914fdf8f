"""Sealed texts: a secret that the database keeps is of no use without the application's key.

The key is derived from ``SECRET_KEY``; what was sealed under one of ``SECRET_KEY_FALLBACKS`` still
opens. Sealing keeps a secret from whoever reads a copy of the database, not from the application.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBrokenError(Exception):
    """The text was sealed under another key, or changed since."""


def seal(text: str) -> str:
    """The text as it may be stored; nothing stays nothing."""
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text as it was; SealBrokenError if no key of ours opens it."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealBrokenError from error


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    spread = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"core.sealing")
    return base64.urlsafe_b64encode(spread.derive(key.encode()))
