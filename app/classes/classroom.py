"""A class while the server holds it: its register, and those who are told of it."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import engine
from app.classes.feed import MemberReader, MemberStand
from app.classes.reading import (
    Card,
    ClassForMember,
    ListedName,
    lead_read,
    member_read,
)
from app.classes.register import About, Member
from app.problems import Problem
from app.runs.keeping import Mark
from app.schemas import Status
from app.storage.records import ClassRecord

AWAY_S = 20.0
"""How long a member is here after the last sign of them: for as long as a page loads again."""


@dataclass
class Presence:
    """What is known of a member while the server runs, and kept nowhere."""

    holder: str = ""
    """The address of the last request."""
    seen_at: float = -AWAY_S
    moved_at: float = field(default_factory=time.monotonic)
    """When they last got on: trained, or tried a task."""
    readers: set[MemberReader] = field(default_factory=set)

    @property
    def here(self) -> bool:
        """Whether they are here."""
        return bool(self.readers) or time.monotonic() - self.seen_at < AWAY_S


class Classroom:
    """One class."""

    status = Status.READY
    """It is saved whenever it has changed, like a run at rest."""

    def __init__(
        self, code: str, digest: bytes, about: About, members: list[Member], most: int
    ) -> None:
        self.id = code
        self.token_digest = digest
        self.about = about
        self.members = {member.id: member for member in members}
        self.generation = secrets.token_urlsafe(6)
        self.version = 0
        self.used_at = time.monotonic()
        self.troubles: dict[str, engine.Sentence | None] = {}
        self.farewell: Problem | None = None
        self.walls = self.busy = 0
        """How many teachers look at the wall, and how much is under way that will be recorded."""
        self._most = most
        self._presences: dict[str, Presence] = {}
        self._changed = dict.fromkeys(self.members, 0)
        self._by_digest = {member.digest: member for member in members}
        self._told: bytes | None = None

    @property
    def watched(self) -> bool:
        """Whether somebody is connected, or waits for something to be recorded."""
        return self.walls + self.busy > 0 or any(each.readers for each in self._presences.values())

    @property
    def unused_s(self) -> float:
        """How long nobody has asked for it."""
        return 0.0 if self.watched else time.monotonic() - self.used_at

    @property
    def full(self) -> bool:
        """Whether there is no room for another member."""
        return len(self.members) >= self._most

    def warn(self, of: str, warning: engine.Sentence | None) -> None:
        """Tell the teacher of a trouble of some kind, or that it is over."""
        self.troubles[of] = warning

    def presence(self, member: Member) -> Presence:
        """What is known of a member while the server runs."""
        return self._presences.setdefault(member.id, Presence())

    def owner(self, digest: bytes) -> Member | None:
        """The member whose token has this digest."""
        return self._by_digest.get(digest.hex())

    def add(self, member: Member) -> None:
        """Somebody joins."""
        self.members[member.id] = self._by_digest[member.digest] = member
        self.touch(member)

    def remove(self, member: Member, farewell: Problem) -> None:
        """Somebody is no member any more."""
        del self.members[member.id], self._by_digest[member.digest]
        self._changed.pop(member.id, None)
        if self.about.lead.shown and self.about.lead.shown.member == member.id:
            self.about.lead.shown = None
        self.version += 1
        for reader in self._presences.pop(member.id, Presence()).readers:
            reader.take(self._stand(member, over=True))
        self.told()

    def touch(self, member: Member) -> None:
        """Something of a member has changed."""
        self.version += 1
        self._changed[member.id] = self.version
        self._tell(member)

    def told(self) -> None:
        """Something of the class has changed, which all are told."""
        self.version += 1
        self._told = None
        for member in self.members.values():
            self._tell(member)

    def _tell(self, member: Member) -> None:
        if readers := self.presence(member).readers:
            stand = self._stand(member)
            for reader in readers:
                reader.take(stand)

    def _stand(self, member: Member, *, over: bool = False) -> MemberStand:
        if self._told is None:
            self._told = self.for_members().model_dump_json().encode()
        own = member_read(member).model_dump_json().encode()
        read = b'{"class":%b,"member":%b}' % (self._told, own)
        return MemberStand(self.generation, self.version, over or self.farewell is not None, read)

    @contextmanager
    def watch(self, member: Member, reader: MemberReader) -> Iterator[MemberReader]:
        """Counts a member in for as long as they are connected."""
        presence = self.presence(member)
        presence.readers.add(reader)
        reader.take(self._stand(member))
        try:
            yield reader
        finally:
            presence.readers.discard(reader)
            presence.seen_at = self.used_at = time.monotonic()

    @contextmanager
    def recording(self) -> Iterator[None]:
        """It is not put away meanwhile, or what is recorded of it would be lost."""
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1

    def close(self, farewell: Problem) -> None:
        """It is held no longer: who is connected is told why, and let go."""
        self.farewell = farewell
        self.told()

    def record(self, written: tuple[int, ...] | None) -> ClassRecord:
        """The class as it is now, but for the members who were written before and are as they
        were."""
        since = written[0] if written else -1
        new = [each for each in self.members.values() if self._changed[each.id] > since]
        return ClassRecord(
            id=self.id,
            token_digest=self.token_digest,
            about=self.about.model_dump_json(),
            members={each.id: (each.model_dump_json(), each.moments) for each in new},
            all=list(self.members),
            version=self.version,
        )

    def card(self) -> Card:
        """The class as everyone may read it who knows its code."""
        about = self.about
        taken = {member.name for member in self.members.values()}
        return Card(
            code=self.id,
            title=about.title,
            lessons=about.lessons,
            spec=about.spec,
            names=None
            if about.names is None
            else [ListedName(name=name, taken=name in taken) for name in about.names],
            open=about.open,
            language=about.language,
            full=self.full,
            members=len(self.members),
            created_at=about.created_at,
        )

    def for_members(self) -> ClassForMember:
        """The class as its members may read it."""
        about = self.about
        return ClassForMember(
            code=self.id,
            title=about.title,
            lessons=about.lessons,
            spec=about.spec,
            open=about.open,
            lead=lead_read(about.lead, list(self.members.values())),
        )


def mark_of(room: Classroom) -> Mark:
    """What differs whenever a class has something new to save."""
    return room.generation, room.version


def restored(record: ClassRecord, most: int) -> Classroom:
    """A class as it was kept. Raises ValueError where nothing can be made of it."""
    members = [Member.model_validate_json(text) for text, _ in record.members.values()]
    about = About.model_validate_json(record.about)
    return Classroom(record.id, record.token_digest, about, members, most)


def now() -> dt.datetime:
    """The time, to the second: more is nobody's business."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
