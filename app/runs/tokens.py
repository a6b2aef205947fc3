"""Tokens: whoever has one controls what it was given for."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def fits(digest: bytes | None, token: str) -> bool:
    """Whether a digest is this token's; that of nothing is nobody's, and is compared as long."""
    return hmac.compare_digest(digest or b"", digest_of(token))
