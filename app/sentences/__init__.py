"""Every sentence that the shell says to a client, in English, by its code.

Over the wire a code and its parameters stand beside the sentence, for a client to say it in
another language. The engine has a table of its own, in `engine/sentences.py`.
"""

from __future__ import annotations

from app.sentences.classes import CLASSES
from app.sentences.lessons import LESSONS
from app.sentences.starting import STARTING
from app.sentences.sweep_files import SWEEP_FILES
from app.sentences.sweeps import SWEEPS
from engine import Sentence


def say(code: str, /, **params: str | float | Sentence) -> Sentence:
    """The shell's sentence of that code."""
    return Sentence.of(SENTENCES, code, params)


def end_event(sentence: Sentence) -> str:
    """What a WebSocket says before it closes, as its last message."""
    return f'{{"event":"end","data":{sentence.model_dump_json()}}}'


PARTS = {
    "reason", "hint", "sign", "first", "fault", "mistake", "measure", "where", "bounds", "one",
    "other",
}  # fmt: skip
"""Parameters that are codes themselves, of a part of the sentence: a client goes by their names."""

LIMITED = (
    "hidden_layers", "units", "points", "learning_rate", "batch_size", "step_count", "resolution",
    "predict_points", "landscape_resolution", "sweep_runs", "sweep_epochs", "sweep_points",
    "sweep_weights",
)  # fmt: skip
"""What one request may ask for so much of."""

LIMITS = {
    code: f"The {words} {name.replace('_', ' ')} is {number}."
    for name in LIMITED
    for code, words, number in (
        (f"limit_{name}", "limit for", "at most {maximum:g} ({setting})"),
        (f"limit_{name}_low", "least for", "{minimum:g}"),
    )
}

REQUESTS = {
    "fault": "Something went wrong on the server.",
    "nothing_here": "There is nothing at this address.",
    "method_not_allowed": "This address does not answer to this method.",
    "unknown_host": "This server does not answer to this name (PLAYGROUND_ALLOWED_HOSTS).",
    "foreign_page": "Pages of other sites may not write here.",
    "limit_requests": "The limit is {maximum:g} requests a second ({setting}).",
    "limit_waiting": "The limit is {maximum:,} requests of one address that wait at once "
    "({setting}).",
    "limit_messages": "The limit is {maximum:g} messages a second over one socket ({setting}).",
    "two_lengths": "A request says in one way how long its body is: Content-Length or "
    "Transfer-Encoding.",
    "body_unreadable": "The body could not be read.",
    "body_too_large": "The limit for a body is {maximum} bytes (PLAYGROUND_MAX_BODY_BYTES).",
    "body_too_slow": "The limit for a body to come in is {maximum:g} s "
    "(PLAYGROUND_REQUEST_TIMEOUT_S).",
    "json_invalid": "The body is not valid JSON.",
    "not_json": "The body should be JSON and say so: Content-Type: application/json.",
}
"""What is wrong with a request as such."""

REWORDED = {
    "bool_type": "Should be true or false.",
    "dict_type": "Should be an object.",
    "extra_forbidden": "There is no such field here.",
    "finite_number": "Should be a finite number.",
    "float_type": "Should be a number.",
    "greater_than": "Should be more than {gt:.10g}.",
    "greater_than_equal": "Should be at least {ge:.10g}.",
    "int_type": "Should be a whole number.",
    "less_than": "Should be less than {lt:.10g}.",
    "less_than_equal": "Should be at most {le:.10g}.",
    "list_type": "Should be a list.",
    "literal_error": "Should be {expected}.",
    "missing": "This field is needed.",
    "model_attributes_type": "Should be an object.",
    "model_type": "Should be an object.",
    "string_type": "Should be a string.",
    "too_long": "There should be at most {max_length}.",
    "too_short": "There should be at least {min_length}.",
    "tuple_type": "Should be a list.",
    # Pydantic would repeat what was sent.
    "union_tag_invalid": "Should be one of {expected_tags}.",
    "union_tag_not_found": "This field is needed.",
}
"""Where pydantic speaks of Python, a client is better told in JSON's words. What is not here has
pydantic's own kind, parameters and words."""

RUNS = {
    "no_such_run": "There is no run of this id. It may have been removed.",
    "run_of_another_version": "This run was kept by another version, which alone can read it.",
    "run_unreadable": "The run cannot be read at present: {reason}.",
    "token_needed": "This needs the run's token: Authorization: Bearer <token>.",
    "token_wrong": "There is no run of this id that this token controls.",
    "key_needed": "Creating a run needs this server's key: Authorization: Bearer <key>.",
    "key_wrong": "This is not the key of this server.",
    "limit_runs": "The limit of {maximum} runs is reached (PLAYGROUND_MAX_RUNS).",
    "limit_streams": "The limit of {maximum} open streams is reached (PLAYGROUND_MAX_STREAMS).",
    "limit_streams_per_address": "The limit of {maximum} open streams for one address is reached "
    "(PLAYGROUND_MAX_STREAMS_PER_ADDRESS).",
    "no_place": "No place to train became free within {seconds:g} s (PLAYGROUND_MAX_LIVE_RUNS, "
    "PLAYGROUND_MAX_LIVE_RUNS_PER_ADDRESS). Try again, or play, which waits for one.",
    "stopping": "The server is stopping.",
    "run_removed": "This run was removed.",
    "run_put_away": "This run was put away. Try again.",
    "run_failed": "The server failed at this run. Play it to go on from where it was.",
    "run_ended": "A run ends after {maximum:,} epochs.",
    "run_too_slow": "This run takes too long to train here. Play it to try again.",
    "run_too_heavy": "This run ends the processes that train it. Try a smaller one.",
    "cluster_gone": "The cluster that trains is not there. Runs wait, and go on by themselves.",
    "only_diverged": "Only a run that has diverged can be rewound.",
    "nothing_to_overrule": "Only a run that has diverged needs to be let go on.",
    "nothing_to_undo": "Nothing was done in this run that could be undone.",
    "nothing_to_redo": "Nothing was undone in this run.",
    "has_diverged": "This run has diverged. Reset or rewind it, perhaps with a lower learning "
    "rate, or let it go on anyway.",
    "no_good_epochs": "The good epochs of this run were not kept. Reset it.",
    "moment_to_come": "This run has come to the end of epoch {last}, and no further.",
    "moment_let_go": "Of this run the moments from epoch {first} on can be had again, and none "
    "before.",
    "moment_elsewhere": "This run was trained under another kernel, so that this moment cannot be "
    "had again exactly. Its present one can be gone on from.",
    "began_anew": "The run has begun anew since this was asked. Ask again.",
    "no_worker": "No worker answers.",
    "no_workers": "No worker can be started at present: memory, processes or files are short. Runs "
    "wait, and go on by themselves.",
    "no_storage": "The storage does not answer.",
    "not_saved": "Not saved: {reason}. The run goes on in memory.",
    "run_unfit": "it is beyond what can be written down",
    "disk_full": "the disk is full",
    "disk_unwritable": "the disk cannot be written",
    "database_locked": "another program has locked the database",
    "database_unwritable": "the database cannot be written",
    "disk_hangs": "the disk does not answer",
    "storage_hangs": "The disk does not answer, so that a run could not be kept. Try again later.",
    "database_damaged": "the database was cut short or damaged, and has to be moved away",
    "database_removed": "the database was removed",
    "trained_elsewhere": "Trained on by engine {engine}, NumPy {numpy} and kernel {kernel}, after "
    "engine {engine_before}, NumPy {numpy_before} and kernel {kernel_before}: the last digits may "
    "not be those of a run that was trained by one of them.",
    "until_empty": "Name an epoch, a loss or an accuracy.",
    "not_measured": "This run has no {name}, only {measured}.",
    "point": "A point is two numbers.",
    "no_such_family": "There is no such list in the catalogue. There are: {known}.",
    "no_such_layer": "Layers are 0 to {last}, which is the output.",
    "landscape_even": "A landscape has its network in the middle: {less} or {more} points along a "
    "side.",
    "landscape_too_large": "{losses:,} losses of {points:,} points and {weights:,} weights and "
    "biases are more than {maximum:g} multiplications (PLAYGROUND_MAX_LANDSCAPE_PRODUCTS). A "
    "resolution of {possible} takes fewer.",
    "pair": "Should be two numbers counted from 0, with a comma between them, as 0,2.",
    "no_such_hidden_unit": "This network has no such hidden unit. Its layer comes first, then its "
    "number, both counted from 0.",
    "no_such_unit": "Units of this layer are 0 to {last}.",
}
"""What runs, and the places that they have, say."""

FILES = {
    "encoding": "The file is not text in UTF-8, in UTF-16 with a mark, or as Windows writes it.",
    "too_many_lines": "The limit for points is at most {maximum} (PLAYGROUND_MAX_POINTS); the file "
    "has {count} lines.",
    "too_few": "Lines of two numbers and a label are needed, {minimum} at the least.{first}",
    "first_fault": " Line {line}: {fault}",
    "no_fault": "",
    "classes": "There should be 2 to {maximum} different classes; here are {count}.",
    "line_too_long": "The line is longer than {maximum} characters.",
    "columns": "There should be three columns, two coordinates and a label; here are {count}.",
    "columns_other": "There should be {expected} columns, as in most lines; here are {count}.",
    "columns_some": "Give x1, x2 and label, or none of them.",
    "columns_repeated": "x1, x2 and what they have as labels should be different columns.",
    "no_such_column": "The columns of this file are numbered 0 to {last}.",
    "quotes": "A quote is not closed, or stands within a cell.",
    "control_characters": "The line holds control characters.",
    "first_not_number": "The first coordinate is not a number.",
    "second_not_number": "The second coordinate is not a number.",
    "first_beyond": "The first coordinate is beyond ±{maximum:g}.",
    "second_beyond": "The second coordinate is beyond ±{maximum:g}.",
    "label_missing": "The label is missing.",
    "label_not_number": "The label is no number, as those of most lines are.",
    "label_too_long": "The label is longer than {maximum} characters.",
    "label_beyond": "The label is beyond ±{maximum:g}.",
    "value_no_number": "Value {number} is not a number.",
    "value_too_large": "Value {number} is beyond ±{maximum:g}.",
}
"""What is wrong with a file of points, or a line of it."""

SAVED = {
    "saved_slots": "These are not what this optimizer remembers.",
    "saved_epochs": "The limit for epochs is {maximum} (PLAYGROUND_MAX_EPOCHS).",
    "saved_step": "An update looks at one training point at the least.",
    "saved_metrics": "This should hold epoch and the metrics of this data set.",
    "saved_columns": "All columns should be of one length.",
    "saved_order": "These should be ascending whole numbers that end at {last}.",
    "saved_layers": "This network has {count} layers, the output included.",
    "saved_rows": "This should be {rows} rows of {columns} numbers each.",
    "saved_too_large": "A number here is beyond what {dtype} can hold.",
}
"""What does not fit together in a run that was saved as JSON."""

EXPORTS = {
    "no_such_format": "There is no such format. There are: {known}.",
    "no_onnx": "This server was installed without the extra that writes ONNX: "
    "pip install 'nn-playground[onnx]'.",
    "cannot_express": "{framework} cannot express {kind}: {reason}.",
    "known_here": "what it knows here is {known}",
    "more_than_numpy": "its formula is made of more than NumPy, numbers and other formulas",
    "more_than_shared": "its formula is made of more than what NumPy and {library} share, numbers "
    "and other formulas",
    "step_has_no_slope": "it learns by slopes, and a step has none",
    "one_activation": "{framework} has one activation for all hidden layers.",
    "one_output": "{framework} answers a question of two classes by one output.",
    "no_schedule": "{framework} has no such schedule.",
    "no_clipping": "{framework} does not shorten gradients.",
    "no_l1": "{framework} has no L1 for networks.",
    "values_scaled": "{framework} trains on values as they are, not scaled. ONNX and JSON can be "
    "had.",
    "beyond_float32": "{framework} has no numbers beyond {most:.2g}, and this run has.",
    "freezes_layers": "{framework} freezes whole layers or leaves biases out, and trains any other "
    "part of one.",
    "freezes_nothing": "{framework} trains every weight.",
    "no_dropout": "{framework} has no dropout.",
    "classes_in_training": "{framework} learns only of classes that are among the training points.",
    "velocity_by_schedule": "{framework} multiplies the whole velocity by the learning rate of the "
    "moment, the playground only what is new in it, so with momentum a schedule would train "
    "otherwise there.",
}
"""What cannot be written in another framework's words."""

CLIENT = {
    "playground_closed": "This playground was closed.",
    "no_playground": "No playground answers at {address}: {why}.",
    "playground_gone": "The playground no longer answers.",
    "foreign_answer": "The answer {status} is not a playground's.",
    "foreign_redirect": "The answer {status} is not a playground's; it leads to {place}.",
    "numbers_not_finite": "Every number has to be finite.",
}
"""What the client in Python finds out by itself."""

__all__ = [
    "CLASSES", "CLIENT", "EXPORTS", "FILES", "LESSONS", "LIMITS", "PARTS", "REQUESTS", "REWORDED",
    "RUNS", "SAVED", "SENTENCES", "STARTING", "SWEEPS", "SWEEP_FILES", "end_event", "say",
]  # fmt: skip

SENTENCES: dict[str, str] = {
    **LIMITS, **REQUESTS, **REWORDED, **RUNS, **FILES, **SAVED, **EXPORTS, **CLIENT, **LESSONS,
    **SWEEPS, **SWEEP_FILES, **CLASSES, **STARTING,
}  # fmt: skip
"""English, by code: a template with named parameters."""
