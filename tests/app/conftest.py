"""A cluster of processes on this machine, for the tests that need one."""

from collections.abc import Iterator

import dask
import pytest
from distributed import LocalCluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers, and a scheduler in this process."""
    how = {"threads_per_worker": 1, "dashboard_address": ":0", "preload": "app.work.work"}
    # A worker that dies is started again; but the cluster gives one up that is away, however
    # shortly, so long after an earlier death.
    patient = {"distributed.deploy.lost-worker-timeout": "1 hour"}
    with dask.config.set(patient), LocalCluster(n_workers=2, **how) as cluster:
        yield cluster
