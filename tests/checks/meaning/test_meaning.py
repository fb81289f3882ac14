"""Slips of meaning in the real content, two of every kind: told on their line with what to do. All of them:
benchmarks/mutations.py.
"""

import pytest

from tests.checks.meaning.content import Sound
from tests.checks.meaning.kinds import KINDS_OF_MEANING, slips_of_meaning, try_all

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return Sound(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def outcomes(sound):
    return list(try_all(sound, remedy=True, most=1))


def test_the_content_itself_gives_no_message(sound):
    assert sound.as_it_is == frozenset()


def test_there_are_two_hundred_slips_of_thirty_kinds(sound):
    assert len(KINDS_OF_MEANING) >= 30
    assert sum(len(slips_of_meaning(sound, kind)) for kind in KINDS_OF_MEANING) >= 200


def test_no_slip_of_meaning_passes_in_silence_or_gives_a_traceback(outcomes):
    assert [(o.slip.kind, o.slip.what, repr(o.crash)) for o in outcomes if o.silent or o.crash] == []
    assert {o.slip.kind for o in outcomes} == set(KINDS_OF_MEANING)


def test_every_slip_of_meaning_is_told_on_its_line_with_a_remedy(outcomes):
    assert [(o.slip.kind, o.slip.what) for o in outcomes if not o.on_its_line or o.without_remedy] == []


def test_a_remedy_that_a_program_can_do_takes_the_mistake_away(outcomes):
    assert sum(o.remedied is not None for o in outcomes) >= 8
    assert [(o.slip.kind, o.slip.what) for o in outcomes if o.remedied is False] == []
