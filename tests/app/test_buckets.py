"""Token buckets, which every rate is counted by."""

import pytest

from app.buckets import BURST_S, Bucket, ByKey


def test_a_bucket_holds_a_burst_and_fills_at_its_rate() -> None:
    now = 0.0
    buckets = ByKey(lambda: Bucket(10, clock=lambda: now))

    def take(key: str) -> float:
        if not (wait_s := buckets[key].wait_s()):
            buckets[key].take()
        return wait_s

    burst = int(10 * BURST_S)
    assert [take("a") for _ in range(burst)] == [0.0] * burst
    assert take("a") == pytest.approx(0.1)
    assert take("b") == 0
    now += 0.1
    assert take("a") == 0
    assert take("a") > 0
    now += 1000
    assert [take("a") for _ in range(burst)] == [0.0] * burst
    assert take("a") > 0


def test_what_is_owed_comes_back_with_time() -> None:
    now = 0.0
    bucket = Bucket(0.5, clock=lambda: now)
    assert bucket.take(0.5 * BURST_S + 1) == -1
    assert bucket.wait_s(0.0) == pytest.approx(2)
    now += 2
    assert bucket.left == 0


def test_buckets_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.buckets.REMEMBERED", 100)
    buckets = ByKey(lambda: Bucket(10))
    first = buckets["0"]
    for key in range(1000):
        buckets[str(key)].take()
    assert len(buckets._known) == 100
    assert buckets["999"].left < 10 * BURST_S
    assert buckets["0"] is not first
