"""kill -9 at random moments, and many processes at once: nothing lost, nothing twice, nothing torn. More:
benchmarks/crash.py.
"""

from __future__ import annotations

import os

import pytest

import benchmarks.crash
from benchmarks.crash import crowd_run, fold, kill_run, token


@pytest.mark.slow
def test_no_response_is_lost_or_counted_twice_when_the_process_is_killed(tmp_path):
    outcome = kill_run(tmp_path, kills=60)
    assert outcome.wrong == []
    assert outcome.kills == 60 and outcome.folds > 20 and outcome.blocks > 0


@pytest.mark.slow
def test_many_processes_at_once_count_exactly(tmp_path):
    outcome = crowd_run(tmp_path, folds=160, processes=8)
    assert outcome.wrong == [] and outcome.blocks > 8


def test_the_run_above_notices_a_response_that_was_acknowledged_too_early(tmp_path, monkeypatch):
    def hasty(site, answers, first, writing):
        while True:
            os.write(writing, b".")
            fold(site.content, answers[first % len(answers)], token(first), site=site)
            first += 1

    monkeypatch.setattr(benchmarks.crash, "_fold_from", hasty)
    assert kill_run(tmp_path, kills=8).wrong
