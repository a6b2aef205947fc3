"""Tokens: whoever has one controls what it was given for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

TOKEN_BYTES = 24


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_from(key: str, of: str) -> str:
    """The token that follows from a key of one's own, which nobody can guess either, for one thing
    alone: whoever asks again with that key is given the same, and nothing is kept of it."""
    found = hashlib.sha256(f"{of} {key}".encode()).digest()[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(found).decode()


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def fits(digest: bytes | None, token: str) -> bool:
    """Whether a digest is this token's; that of nothing is nobody's, and is compared as long."""
    return hmac.compare_digest(digest or b"", digest_of(token))
