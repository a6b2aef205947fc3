"""Formulas of one's own: read into a tree by a grammar that knows numbers, a few names and a few
functions, and nothing else. What Python or NumPy would make of the text is never asked.

A tree is evaluated on whole arrays, has a slope, which is a tree again, and is looked at for places
where it has no finite value before it is used.
"""

from engine.formulas.calls import calls, folded, value
from engine.formulas.places import Place, Ranges, corners, unsound
from engine.formulas.read import DEEPEST, LONGEST, read
from engine.formulas.slope import slope
from engine.formulas.tree import FUNCTIONS, Node, name
from engine.formulas.written import printed, written

__all__ = [
    "DEEPEST",
    "FUNCTIONS",
    "LONGEST",
    "Node",
    "Place",
    "Ranges",
    "calls",
    "corners",
    "folded",
    "name",
    "printed",
    "read",
    "slope",
    "unsound",
    "value",
    "written",
]
