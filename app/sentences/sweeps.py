"""What sweeps say."""

from __future__ import annotations

SWEEPS = {
    "axis_of": "Give values, or low and high.",
    "axis_range": "low should be less than high, and on a log scale more than 0.",
    "axis_needed": "Name a field that varies: across, down or more.",
    "axis_repeated": "This field varies already.",
    "range_needs_sample": "From a range tiles are drawn: say how many (sample), or give values.",
    "axis_pointer": "Should be the way to a field, such as /training/optimizer/learning_rate.",
    "axis_path": "There is no such field in this spec.",
    "axis_kind": "A choice varies as a whole, with all that belongs to it: name {whole}, with the "
    "same values.",
    "axis_name": "There is no field of this name{hint}",
    "axis_near": "; did you mean {near}?",
    "axis_far": ". Fields are called as in a spec: learning_rate, units, data.noise.",
    "axis_names": "Several fields have this name: {known}.",
    "sweep_tile": "In tile {tile} {field} cannot be so: {fault}",
    "no_such_sweep": "There is no sweep of this id. It may have been removed.",
    "sweep_token_wrong": "There is no sweep of this id that this token controls.",
    "sweep_of_another_version": "This sweep was kept by another version, which alone can read it.",
    "limit_sweeps": "The limit of {maximum} sweeps is reached (PLAYGROUND_MAX_SWEEPS).",
    "sweep_removed": "This sweep was removed.",
    "sweep_put_away": "This sweep was put away. Try again.",
    "sweep_failed": "The server failed at this sweep. Play it to go on from where it was.",
    "sweep_over": "All runs of this sweep have ended. Play it until a later epoch, or reset it.",
    "no_such_sweep_run": "The runs of this sweep are numbered 0 to {last}.",
}
"""What is wrong with a sweep, and what sweeps say."""
