"""Timelines on disk: keyframes one by one as they come and go, and acts."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import asdict, dataclass

import numpy as np
from pydantic import BaseModel, TypeAdapter

import engine
from app.acts import Act, Keyframe, Log, Place
from app.storage.records import Record

ACT = TypeAdapter(Act)


@dataclass(frozen=True)
class _About:
    """What a keyframe says beside its arrays and its spec."""

    place: Place
    acts: int
    cost_s: float
    pinned: bool
    step: int
    seen: int
    start_loss: float
    drift: float
    outcome: engine.Diverged | None


ABOUT = TypeAdapter(_About)


class _Texts:
    """Texts that many keyframes share, each written once a run."""

    def __init__(self, connection: sqlite3.Connection, run_id: str) -> None:
        self._connection, self._run_id = connection, run_id
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: BaseModel, *, without: str | None = None) -> bytes:
        """The digest of a value, whose text is there from now on."""
        if id(value) not in self._known:
            text = value.model_dump_json(exclude={without} if without else None)
            digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
            self._connection.execute(
                "insert or ignore into texts values (?, ?, ?)", (self._run_id, digest, text)
            )
            self._known[id(value)] = value, digest
        return self._known[id(value)][1]


def write(connection: sqlite3.Connection, record: Record) -> None:
    """Write what is new of a run's timeline, and let go of what is gone."""
    run_id, log = record.id, record.log
    if log is None:
        return
    if log.gone is None:
        for table in ("keyframes", "texts", "acts"):
            connection.execute(f"delete from {table} where run_id = ?", (run_id,))  # noqa: S608
    texts = _Texts(connection, run_id)
    for each in log.keyframes:
        state = each.state
        about = _About(
            place=each.place,
            acts=each.acts,
            cost_s=each.cost_s,
            pinned=each.pinned,
            step=state.step,
            seen=state.seen,
            start_loss=state.start_loss,
            drift=state.drift,
            outcome=state.outcome,
        )
        connection.execute(
            "insert into keyframes values (?, ?, ?, ?, ?, ?, ?)",
            (
                run_id,
                each.number,
                json.dumps(asdict(about)),
                texts.of(state.spec.data),
                texts.of(state.spec, without="data"),
                state.parameters.astype(state.parameters.dtype.newbyteorder("<")).tobytes(),
                state.slots.astype(state.slots.dtype.newbyteorder("<")).tobytes(),
            ),
        )
    if log.gone:
        connection.executemany(
            "delete from keyframes where run_id = ? and number = ?",
            [(run_id, number) for number in log.gone],
        )
        connection.execute(
            "delete from texts where run_id = ?1 and digest not in (select data from keyframes"
            " where run_id = ?1 union select rest from keyframes where run_id = ?1)",
            (run_id,),
        )
    connection.execute(
        "delete from acts where run_id = ? and (number < ? or number >= ?)",
        (run_id, log.forgotten, log.first_act),
    )
    connection.executemany(
        "insert into acts values (?, ?, ?)",
        [
            (run_id, number, ACT.dump_json(act).decode())
            for number, act in enumerate(log.acts, log.first_act)
        ],
    )


def thin(connection: sqlite3.Connection, most: int) -> bool:
    """Leave the first keyframe alone of some runs that are not held, those unused the longest: from
    there all can be had again, however long it takes. Whether there were any."""
    went = connection.execute(
        "delete from keyframes where run_id in"
        " (select run_id from keyframes join runs on id = run_id where used_at <"
        " (select seconds from uptime) group by run_id having count(*) > 1"
        " order by used_at limit ?)"
        " and number > (select min(number) from keyframes k where k.run_id = keyframes.run_id)",
        (most,),
    )
    return went.rowcount > 0


def read(
    connection: sqlite3.Connection, run_id: str, cost_s: float, now: engine.State
) -> Log | None:
    """The timeline of a run that has come to this state; None where there is none, or nothing can
    be made of it: then it begins where the run stands."""
    try:
        return _read(connection, run_id, cost_s, now)
    except (ValueError, LookupError):
        return None


def _read(
    connection: sqlite3.Connection, run_id: str, cost_s: float, now: engine.State
) -> Log | None:
    names = now.history.names
    texts = dict(
        connection.execute("select digest, text from texts where run_id = ?", (run_id,)).fetchall()
    )
    specs: dict[tuple[bytes, bytes], engine.Spec] = {}
    nothing = engine.History(names, np.empty(0, np.int64), np.empty((0, len(names))))
    keyframes = []
    for number, said, data, rest, parameters, slots in connection.execute(
        "select number, about, data, rest, parameters, slots from keyframes where run_id = ?"
        " order by number",
        (run_id,),
    ):
        about = ABOUT.validate_json(said)
        if (data, rest) not in specs:
            # Points of one's own are long: whatever has the same has them in common.
            same = [spec.data for (known, _), spec in specs.items() if known == data]
            given = same[0] if same else json.loads(texts[data])
            specs[data, rest] = engine.Spec.model_validate(
                {"data": given, **json.loads(texts[rest])}
            )
        spec = specs[data, rest]
        dtype = np.dtype(spec.network.dtype)
        vector = np.frombuffer(parameters, dtype.newbyteorder("<")).astype(dtype)
        remembered = np.frombuffer(slots, dtype.newbyteorder("<")).astype(dtype)
        state = engine.State(
            spec=spec,
            parameters=vector,
            slots=remembered.reshape(len(spec.training.optimizer.slots), len(vector)),
            step=about.step,
            seen=about.seen,
            history=nothing,
            start_loss=about.start_loss,
            drift=about.drift,
            outcome=about.outcome,
            # A run sets out once: all that was seen later came from there.
            first=now.first if about.seen or now.first is None else vector,
        )
        keyframes.append(
            Keyframe(state, about.place, about.acts, about.cost_s, about.pinned, number)
        )
    acts = connection.execute(
        "select number, act from acts where run_id = ? order by number", (run_id,)
    ).fetchall()
    if not keyframes:
        return None
    first = acts[0][0] if acts else keyframes[-1].acts
    return Log(
        tuple(keyframes), tuple(ACT.validate_json(act) for _, act in acts), first, cost_s,
    )  # fmt: skip
