"""Words nobody can guess, which open something to whoever holds them, without an account.

A row keeps a random seed and the digest of its token. The token follows from the seed and the secret
key: the pages can show it again, and whoever has only a copy of the database cannot make it.
"""

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

TOKEN_BYTES = 20
"""160 bits, which is 32 letters and digits without padding."""


def seed_new() -> str:
    return secrets.token_hex(16)


def token_of(seed: str, purpose: str) -> str:
    """The token of a seed: lower-case letters and digits, which chat programs do not cut."""
    code = salted_hmac(purpose, seed, algorithm="sha256").digest()[:TOKEN_BYTES]
    return base64.b32encode(code).decode().lower()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.strip().lower().encode()).hexdigest()
