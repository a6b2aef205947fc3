"""The manager of classes: creates, finds and frees them, and lets people in."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Sequence

from app.classes.classroom import Classroom, mark_of, now, restored
from app.classes.codes import Guesses, new_code, read_code
from app.classes.names import alike, told_apart
from app.classes.register import About, Member
from app.classes.wall import Wall
from app.problems import Busy, Conflict, FieldError, Forbidden, Invalid, NotFound, Unauthorized
from app.runs.keeper import STORAGE, Kind
from app.runs.manager import STOPPING, TIDY_S, Manager
from app.runs.tokens import digest_of, fits, new_token, token_from
from app.sentences import say
from app.storage.database import UnreadableRun
from app.storage.store import StoreError

MEMBER_ID_BYTES = 6


class Classes:
    """All classes, by code. The code lets anyone join; the teacher's token lets in to all of it, a
    member's to their own."""

    def __init__(self, runs: Manager) -> None:
        self.runs = runs
        self.settings = runs.settings
        self.guesses = Guesses()
        self._classes: dict[str, Classroom] = {}
        self._walls: dict[str, Wall] = {}
        self._making = asyncio.Lock()
        self.keeper = runs.keeper
        self.keeper.add(Kind(self._classes, mark_of, Classroom.record))

    def __len__(self) -> int:
        return len(self._classes)

    async def create(self, about: About) -> tuple[Classroom, str]:
        """A new class, and the token of its teacher. Raises Busy when full."""
        async with self._making:
            self._make_room()
            token, code = new_token(), new_code(self.settings.run_prefix)
            while await self._held_or_kept(code):
                code = new_code(self.settings.run_prefix)
            room = self._hold(Classroom(code, digest_of(token), about, [], self._most))
        try:
            await self.save()
        except Busy:
            await self.delete(room)
            raise
        return room, token

    @property
    def _most(self) -> int:
        return self.settings.max_class_members

    async def save(self) -> None:
        """See to it that what was done is on disk before it is answered. Where the disk fails the
        class goes on in memory, like a run. Raises Busy where nobody knows whether it is."""
        if self.keeper.trouble is None:
            await self.keeper.save(playing=False)
        if self.keeper.hangs:
            raise Busy(say("storage_hangs"))

    async def look_up(self, code: str, holder: str) -> Classroom:
        """The class of a code that somebody has typed. Wrong ones are counted. Raises NotFound."""
        room = await self.guesses.look_up(holder, lambda: self._find(code))
        if room is None:
            raise NotFound(say("no_such_class"))
        return room

    async def teach(self, code: str, token: str | None) -> Classroom:
        """The class of that code, for its teacher. An unknown code and a foreign one are answered
        alike, so nobody learns from it which codes there are."""
        if token is None:
            raise Unauthorized(say("class_token_needed"))
        room = await self._find(code)
        if not fits(room.token_digest if room else None, token) or room is None:
            raise Forbidden(say("class_token_wrong"))
        return room

    async def member(self, code: str, token: str | None, holder: str) -> tuple[Classroom, Member]:
        """The class of that code and whoever of its members has this token; likewise."""
        if token is None:
            raise Unauthorized(say("class_token_needed"))
        room = await self._find(code)
        member = room.owner(digest_of(token)) if room else None
        if room is None or member is None:
            raise Forbidden(say("class_token_wrong"))
        presence = room.presence(member)
        presence.holder, presence.seen_at = holder, time.monotonic()
        return room, member

    async def _find(self, code: str) -> Classroom | None:
        room = await self._held_or_kept(read_code(code, self.settings.run_prefix))
        if room is not None:
            room.used_at = time.monotonic()
        return room

    async def _held_or_kept(self, code: str) -> Classroom | None:
        if held := self._classes.get(code):
            return held
        if len(code) > 64:
            return None
        try:
            record = await self.keeper.load_class(code)
        except StoreError as error:
            raise Busy(say("run_unreadable", reason=error.reason)) from error
        # Another may have opened it meanwhile, and there must be but one.
        if record is None or code in self._classes:
            return self._classes.get(code)
        self._make_room()
        try:
            return self._hold(restored(record, self._most))
        except (ValueError, UnreadableRun):
            raise NotFound(say("class_of_another_version")) from None

    def _hold(self, room: Classroom) -> Classroom:
        room.warn(STORAGE, self.keeper.trouble)
        self._classes[room.id] = room
        return room

    def _make_room(self) -> None:
        if self.runs.stopping:
            raise Busy(STOPPING)
        if len(self) < self.settings.max_classes:
            return
        unused = [each for each in self._classes.values() if self._may_go(each)]
        if not unused:
            raise Busy(say("limit_classes", maximum=self.settings.max_classes))
        self._free(max(unused, key=lambda each: each.unused_s))

    def _may_go(self, room: Classroom) -> bool:
        if room.watched:
            return False
        if self.keeper.store.lasting:
            return self.keeper.is_saved(room)
        return room.unused_s > self.settings.idle_free_s

    def _leave(self, room: Classroom) -> None:
        for known in (self._classes, self._walls):
            known.pop(room.id, None)

    def _free(self, room: Classroom) -> None:
        """Put a class away that is on disk; one that is nowhere else is gone."""
        self._leave(room)
        self.keeper.let_go(room.id)
        room.close(Busy(say("class_put_away")))

    def wall(self, room: Classroom) -> Wall:
        """The wall of a class."""
        if (wall := self._walls.get(room.id)) is None:
            wall = self._walls[room.id] = Wall(room, self.runs)
        return wall

    async def admit_again(self, code: str, key: str | None, holder: str) -> tuple[Classroom, str]:
        """A new token for a teacher who has the server's key and lost the old one, which ends."""
        if not self.settings.create_key:
            raise Forbidden(say("class_needs_key"))
        self.runs.admit(key)
        room, token = await self.look_up(code, holder), new_token()
        room.token_digest = digest_of(token)
        room.version += 1
        await self.save()
        return room, token

    @staticmethod
    def listed(room: Classroom, name: str) -> str:
        """A name as the list of a class has it, if it has one. Raises Invalid."""
        if room.about.names is None:
            return name
        for known in room.about.names:
            if alike(known) == alike(name):
                return known
        raise Invalid([FieldError.at("/name", say("not_in_list"))])

    async def join(self, room: Classroom, name: str, key: str | None = None) -> tuple[Member, str]:
        """A new member, and their token; with a key that somebody has joined with, that member
        again, by the name that is given now. Raises Conflict where the class is closed or full."""
        token = token_from(key, room.id) if key else new_token()
        if known := room.owner(digest_of(token)):
            await self.rename(room, known, self.listed(room, name))
            return known, token
        if not room.about.open:
            raise Conflict(say("class_closed"))
        if room.full:
            raise Conflict(say("class_full", maximum=self._most))
        member = Member(
            id=secrets.token_hex(MEMBER_ID_BYTES),
            name=told_apart(self.listed(room, name), _names(room)),
            digest=digest_of(token).hex(),
            joined_at=now(),
        )
        room.add(member)
        try:
            await self.save()
        except Busy:
            # Whoever is told so tries again, and must not find their own name taken.
            room.remove(member, Forbidden(say("member_removed")))
            raise
        return member, token

    async def rename(self, room: Classroom, member: Member, name: str) -> None:
        """A member is called otherwise from now on."""
        member.name = told_apart(name, _names(room, but=member))
        room.touch(member)
        if room.about.lead.shown and room.about.lead.shown.member == member.id:
            room.told()
        await self.save()

    async def remove(self, room: Classroom, member: Member) -> None:
        """Somebody leaves, or is removed: all that was kept of them goes."""
        room.remove(member, Forbidden(say("member_removed")))
        self._forget(member.moments)
        await self.save()

    async def delete(self, room: Classroom) -> None:
        """Remove a class with all that was kept of its members; their present runs are theirs."""
        self._leave(room)
        room.close(NotFound(say("class_removed")))
        self.keeper.forget(room.id)
        for member in room.members.values():
            self._forget(member.moments)
        if self.keeper.trouble is None:
            await self.keeper.save(playing=False)

    def _forget(self, moments: Sequence[str]) -> None:
        for run_id in moments:
            self.runs.delete(run_id)

    async def tidy(self) -> None:
        """For as long as the server runs: put away what nobody uses."""
        while True:
            await asyncio.sleep(TIDY_S)
            for room in list(self._classes.values()):
                if room.unused_s > self.settings.idle_free_s and self.keeper.store.lasting:
                    if self._may_go(room):
                        self._free(room)
                elif room.unused_s > self.settings.class_days * 86_400:
                    await self.delete(room)

    def stop(self) -> None:
        """The server is about to stop: tell everyone who is connected."""
        for room in self._classes.values():
            room.close(Busy(STOPPING))


def _names(room: Classroom, but: Member | None = None) -> list[str]:
    return [each.name for each in room.members.values() if each is not but]
