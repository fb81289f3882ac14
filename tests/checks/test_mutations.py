"""Slips that authors make, hundreds of them: benchmarks/mutations.py does the same 5,000 times."""

import pytest

from tests.checks.mutations import KINDS, content_copy, try_slips

pytestmark = pytest.mark.slow

SLIPS = 200


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    return list(try_slips(content_copy(tmp_path_factory.mktemp("content")), SLIPS, seed=3))


def test_no_slip_gives_a_traceback(outcomes):
    assert [(o.slip.what, repr(o.crash)) for o in outcomes if o.crash is not None] == []


def test_every_slip_is_told_in_the_right_file(outcomes):
    assert {o.slip.kind for o in outcomes} == set(KINDS)
    assert [(o.slip.kind, o.slip.file, o.slip.what) for o in outcomes if not o.right_file] == []


def test_at_least_95_percent_of_the_slips_are_told_on_the_right_line(outcomes):
    right = 100 * sum(o.right_line for o in outcomes) / len(outcomes)
    print(f"right line: {right:.1f} %")
    assert right >= 95


def test_one_slip_hardly_ever_gives_more_than_two_messages(outcomes):
    assert sum(len(o.report.errors) <= 2 for o in outcomes) >= 0.9 * len(outcomes)
