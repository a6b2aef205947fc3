"""How many cores there are for this process: in a container, fewer than the machine may have."""

from __future__ import annotations

import os
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")


def count(cgroup: Path = CGROUP) -> int:
    """The cores it may run on, or fewer where a quota allows it less time; at least one."""
    tied = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return int(max(1, min(tied or 1, _quota(cgroup))))


def _quota(cgroup: Path) -> float:
    """Cores' worth of time that Docker's --cpus and the like allow, by either kind of cgroup."""
    try:
        if (now := cgroup / "cpu.max").exists():
            time, period = now.read_text().split()
        else:
            time, period = (
                (cgroup / "cpu" / f"cpu.cfs_{name}_us").read_text() for name in ("quota", "period")
            )
        share = int(time) / int(period)
    except (OSError, ValueError):
        return float("inf")
    return share if share > 0 else float("inf")
