"""The client's way to a server: it asks, waits where it is told to, and raises what is refused."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from typing import Any

import httpx

from app.problems import FieldError, Invalid, Problem, Unreachable, problem_of
from app.sentences import say
from engine import Sentence

TOO_OFTEN = 429


class Connection:
    """Requests to the routes below one path of a playground, with one token."""

    def __init__(
        self, http: httpx.Client, patience_s: float, path: str = "", token: str | None = None
    ) -> None:
        self._http, self._patience_s = http, patience_s
        self._path, self._token = path, token

    def below(self, path: str, token: str | None) -> Connection:
        """The same connection for the routes below `path`."""
        return Connection(self._http, self._patience_s, path, token)

    def ask(self, method: str, place: str = "", **options: Any) -> Any:
        """The JSON of an answer; None where there is none."""
        answer = self.answer(method, place, **options)
        if answer.status_code == 204:
            return None
        try:
            return answer.json()
        except ValueError:
            raise _foreign(answer) from None

    def answer(self, method: str, place: str = "", **options: Any) -> httpx.Response:
        """An answer, whole. Raises Problem for a refusal, Unreachable where nobody answers."""
        if self._http.is_closed:
            raise Unreachable(say("playground_closed"))
        try:
            answer = self.send(method, place, **options)
        except httpx.TransportError as error:
            why = str(error).rstrip(".") or type(error).__name__
            address = str(self._http.base_url)
            raise Unreachable(say("no_playground", address=address, why=why)) from error
        return checked(answer)

    def send(
        self,
        method: str,
        place: str = "",
        *,
        stream: bool = False,
        headers: dict[str, str] | None = None,
        **options: Any,
    ) -> httpx.Response:
        """Send a request, again and again while it comes too often: nothing was done yet, then."""
        own = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        path = "/".join(part for part in (self._path, place) if part)
        headers = {**own, **(headers or {})}
        try:
            request = self._http.build_request(method, path, headers=headers, **options)
        except ValueError as error:
            raise Invalid([FieldError.at("", say("numbers_not_finite"))]) from error
        give_up_at = time.monotonic() + self._patience_s
        while True:
            answer = self._http.send(request, stream=stream)
            wait = answer.headers.get("Retry-After", "")
            if answer.status_code != TOO_OFTEN or not wait.isdecimal():
                return answer
            if time.monotonic() + int(wait) > give_up_at:
                return answer
            answer.close()
            time.sleep(int(wait))

    @property
    def root(self) -> str:
        """Where the playground lies, with a / at the end."""
        return str(self._http.base_url).removesuffix("api/v1/")

    def pass_on(
        self, method: str, path: str, headers: dict[str, str], body: str | None
    ) -> AbstractContextManager[httpx.Response]:
        """A request of somebody else's, to any path below `root`; the answer as it comes. Raises
        what httpx does."""
        own = {"authorization": f"Bearer {self._token}"} if self._token else {}
        return self._http.stream(method, self.root + path, headers=own | headers, content=body)

    def close(self) -> None:
        """Let go of what it holds."""
        self._http.close()


def checked(answer: httpx.Response) -> httpx.Response:
    """The answer, unless it is a refusal, which is raised as what it is."""
    if answer.is_success:
        return answer
    try:
        document = answer.json()
        errors = [FieldError.model_validate(error) for error in document["errors"]]
        raise problem_of(answer.status_code, Sentence.model_validate(document), errors)
    except (ValueError, KeyError, TypeError):
        raise _foreign(answer) from None


def _foreign(answer: httpx.Response) -> Problem:
    """What to raise for an answer that is no playground's: a proxy's that asks for https, say."""
    place = answer.headers.get("Location")
    status = answer.status_code
    said = (
        say("foreign_redirect", status=status, place=place)
        if place
        else say("foreign_answer", status=status)
    )
    return problem_of(status, said, [])
