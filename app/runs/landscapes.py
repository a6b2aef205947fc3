"""Landscapes of a run's loss, reckoned piece after piece in the lane of whoever asks."""

from __future__ import annotations

import math
from typing import NamedTuple
from weakref import WeakKeyDictionary

import engine
from app.problems import Conflict
from app.runs.answers import Answers
from app.runs.session import Session
from app.runs.stand import Stand
from app.sentences import say
from app.work.depths import Surveyed, View, Way, survey
from app.work.work import without_history

PIECE_S = 0.1
"""How long one piece takes."""
MOMENTS = (33, 17, 9, 5)
"""How many moments a path is seen by: the most that can be had again in about PATH_S seconds of
training, or the fewest."""
PATH_S = 10.0
_ways: WeakKeyDictionary[Session, tuple[tuple[str, int, int], Way]] = WeakKeyDictionary()
"""The way that a run was last asked for: places of a landscape are looked at one after the other,
and what lies before an epoch stays as it is for as long as its generation."""


class Place(NamedTuple):
    """What a landscape is looked at from: a state, and the way there."""

    state: engine.State
    way: Way
    exact: bool
    stand: Stand


async def place_of(
    answers: Answers, session: Session, holder: str, epoch: int | None, wanted: View
) -> Place:
    """A run at the end of an epoch, or where it stands, and the way there if it is wanted. Raises
    as `Answers.moment` does."""
    course, generation = session.course, session.course.generation
    stand, state, exact = session.audience.stand, without_history(session.state), True
    last = course.epoch
    if epoch is not None:
        seen = await answers.moment(session, holder, epoch)
        last, state, exact = epoch, seen.state, seen.exact
    way = Way()
    if wanted.of == "path":
        # What is looked at is the end of the path by itself, and here is what lies before.
        last -= not course.place(state)[1]
        way = await _way(answers, session, holder, last)
        if course.generation != generation:
            raise Conflict(say("began_anew"))
    return Place(state, way, exact, stand)


async def _way(answers: Answers, session: Session, holder: str, last: int) -> Way:
    """Moments of a run up to the end of an epoch, evenly spaced from the first that there is."""
    course = session.course
    first = course.timeline.first
    key = course.generation, first, last
    if (known := _ways.get(session)) and known[0] == key:
        return known[1]
    for most in MOMENTS:
        epochs = range(first, last + 1, max(1, math.ceil((last - first) / (most - 1))))
        costs = {id((route := course.route(each)).keyframe): route.cost_s for each in epochs}
        if sum(costs.values()) <= PATH_S:
            break
    seen = [(await answers.moment(session, holder, each)).keyframe for each in epochs]
    parameters = tuple(each.state.parameters for each in seen)
    way = Way(tuple(each.place[0] for each in seen), parameters)
    if course.generation == key[0]:
        _ways[session] = key, way
    return way


async def surveyed(answers: Answers, holder: str, place: Place, wanted: View) -> bytes:
    """The landscape at a place, as JSON. Raises LandscapeError, and Busy."""
    so_far: Surveyed | None = None
    while so_far is None or so_far.answer is None:
        about = (place.state, wanted, place.way, PIECE_S, so_far)
        so_far = await answers.lane(holder).do(survey, *about)
    return so_far.answer
