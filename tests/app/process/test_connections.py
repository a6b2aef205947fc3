"""So many connections, and who goes when there are more."""

import resource
import subprocess
import sys

from app.process.connections import Connections


class Line:
    """A transport that is closed or not."""

    def __init__(self, *, idle: bool) -> None:
        self.closed = False
        self.idle = idle

    def abort(self) -> None:
        self.closed = True


def open_lines(connections: Connections, *lines: Line, address: str = "10.0.0.7") -> None:
    for line in lines:
        connections.opened(line, address, lambda line=line: line.idle)  # type: ignore[arg-type,misc]


def test_one_address_has_so_many_and_the_idle_go_first() -> None:
    connections = Connections(100, 3, ("127.0.0.1",))
    busy, first, second, newest = (Line(idle=kind) for kind in (False, True, True, False))
    open_lines(connections, busy, first, second, newest)
    assert [line.closed for line in (busy, first, second, newest)] == [False, True, False, False]
    assert len(connections) == 3
    # Where all have something to do, whoever comes last goes.
    second.idle = False
    last = Line(idle=False)
    open_lines(connections, last)
    assert last.closed
    others = [Line(idle=True) for _ in range(4)]
    open_lines(connections, *others[:3], address="10.0.0.8")
    open_lines(connections, *(Line(idle=True) for _ in range(50)), address="127.0.0.1")
    assert not any(line.closed for line in others)


def test_there_are_so_many_in_all_and_a_socket_is_not_idle() -> None:
    connections = Connections(3, 100, ())
    handed_on, idle, busy, newest = (Line(idle=kind) for kind in (True, True, False, False))
    for number, line in enumerate((handed_on, idle, busy, newest)):
        open_lines(connections, line, address=f"10.0.0.{number}")
        connections.handed_on(handed_on)  # type: ignore[arg-type]
    assert [line.closed for line in (handed_on, idle, busy, newest)] == [False, True, False, False]
    for line in (handed_on, busy, newest, newest):
        connections.closed(line)  # type: ignore[arg-type]
    assert len(connections) == 0
    assert connections._of == {}


def test_the_limit_of_files_is_raised() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from app.process.connections import raise_limit as r; print(r())"],
        capture_output=True, text=True, check=True, preexec_fn=lambda: few(100),
    )  # fmt: skip
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    assert int(done.stdout) == min(hard, 10_240) > 100


def few(soft: int) -> None:
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (soft, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    )
