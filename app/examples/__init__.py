"""Examples: files of data, each with a Spec, a sentence about it, and what proves the sentence."""

from app.examples.answers import ExampleSummary, ReachedNumbers, ReadExample, read, summary_of
from app.examples.checking import problems_of
from app.examples.format import Example
from app.examples.loader import ExampleFile, Examples, read_example

__all__ = [
    "Example",
    "ExampleFile",
    "ExampleSummary",
    "Examples",
    "ReachedNumbers",
    "ReadExample",
    "problems_of",
    "read",
    "read_example",
    "summary_of",
]
