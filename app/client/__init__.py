"""Drive a playground from Python, as the page does: over its REST API, or with no server at all.

>>> from app.client import Playground
>>> with Playground.local() as playground:
...     run = playground.create(data="xor", network={"hidden_layers": [8]})
...     run = run.play(until={"epoch": 20})
...     len(run.history()["loss"])
21
"""

from app.client.classroom import Classroom
from app.client.events import Event
from app.client.playground import Playground
from app.client.run import Run
from app.client.sweep import Sweep
from app.client.sweep_file import read_sweep

__all__ = ["Classroom", "Event", "Playground", "Run", "Sweep", "read_sweep"]
