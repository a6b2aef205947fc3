"""What is said of sweeps by the client, and of the files that they are read from."""

from __future__ import annotations

SWEEP_FILES = {
    "sweep_file_empty": "A sweep's file should name fields that vary: across and down, or "
    "parameters as W&B has them.",
    "sweep_file_key": "There is no such key here. There are: {known}.",
    "sweep_file_large": "The limit for a sweep's file is {most:,} signs.",
    "sweep_file_encoding": "The file is not text in UTF-8.",
    "sweep_file_unreadable": "The file cannot be read: {why}.",
    "sweep_file_yaml": "Line {line} is not YAML as it is read here: {error}.",
    "sweep_file_json": "Line {line} is not JSON: {error}.",
    "sweep_file_deep": "The file nests too deep.",
    "no_yaml": "YAML needs PyYAML: pip install 'nn-playground[sweep]'. JSON needs nothing.",
    "fields_of_axis": "Should be an object: fields, and the values of each.",
    "not_json_value": "Should be a number, a word, true, false, a list or an object.",
    "no_such_tile": "Tiles are 0 to {last}.",
    "no_such_seed": "The seeds of this tile are {known}.",
    "wandb_method": "Should be grid or random. What goes by earlier runs cannot be had here.",
    "wandb_mapping": "Should be an object that is not empty.",
    "wandb_missing": "This needs {keys}.",
    "wandb_distribution": "There is no such distribution here. There are: {known}.",
    "wandb_values": "Should be a list of values.",
    "wandb_ends": "max should be more than min.",
    "wandb_log": "On a log scale min should be more than 0.",
    "wandb_step": "On a log scale q should be 1.",
    "wandb_uncounted": "A grid needs values that can be counted: values, whole numbers from min to "
    "max, or q_uniform.",
    "wandb_many": "The limit is {most} values.",
    "wandb_epochs": "All are trained for as long: this should be one value.",
    "wandb_nothing_varies": "One parameter at the least should vary: values, or min and max.",
    "wandb_cap": "A grid trains all that there are. method: random draws some.",
    "wandb_count": "random needs to know how many are drawn: run_cap or sample, 1 at the least.",
    "wandb_metric": "Should be one of {known}.",
    "wandb_goal": "The goal of this metric is {goal}.",
}
"""What is wrong with a sweep as somebody wrote it."""
