"""A cluster of processes on this machine, for the tests that need one."""

from collections.abc import Iterator

import pytest
from distributed import LocalCluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers, and a scheduler in this process."""
    how = {"threads_per_worker": 1, "dashboard_address": ":0", "preload": "app.runs.slices"}
    with LocalCluster(n_workers=2, **how) as cluster:
        yield cluster
