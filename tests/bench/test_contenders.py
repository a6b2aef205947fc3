"""The bench compares like with like."""

import pytest

from tests.bench.contenders import Contender, agree
from tests.bench.tables import replaced
from tests.bench.workloads import LARGE, WORKLOADS, Workload

SMALL = [work for work in WORKLOADS if work.name != LARGE]


@pytest.mark.parametrize("work", SMALL, ids=lambda work: work.name)
def test_engine_and_textbook_have_the_same_numbers(work: Workload) -> None:
    agree(work)


def test_contenders_train_in_processes_of_their_own() -> None:
    work = SMALL[0]
    with Contender("engine", work) as engine, Contender("textbook NumPy", work) as textbook:
        for count in (0, 3):
            ms, numbers = engine.frames(count)
            assert ms > 0
            assert numbers == pytest.approx(textbook.frames(count)[1], rel=1e-3)


def test_a_part_of_the_report_is_written_anew_without_the_others() -> None:
    report = "# All\n\n## One\n\n1\n\n### Of one\n\n## Two\n\n2\n"
    assert replaced(report, "## One\n\n3") == "# All\n\n## One\n\n3\n\n## Two\n\n2\n"
    assert replaced(report, "## Two\n\n3").endswith("### Of one\n\n## Two\n\n3\n")
    assert replaced(report, "## Three\n\n3") == f"{report}\n## Three\n\n3\n"
