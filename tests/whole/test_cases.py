"""Every case in tests/cases/ and every business in tests/respondents/ comes out as it says."""

import pytest

from questionnaire.content_folder import ROOT
from scoring.authoring.cases import CASES, RESPONDENTS, differences, read_cases
from scoring.loading import load_content

FILES = sorted((ROOT / CASES).glob("*.yaml")) + sorted((ROOT / RESPONDENTS).glob("*.yaml"))


@pytest.mark.parametrize(
    "case_at", [case for file in FILES for case in read_cases(file)], ids=lambda c: c.title
)
def test_the_case_comes_out_as_it_says(case_at):
    told = differences(case_at.case, load_content(rule=case_at.rule))
    assert not told, f"{case_at.file}, line {case_at.line}: {case_at.case.name}\n  " + "\n  ".join(told)
