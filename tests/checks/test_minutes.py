"""A scan that promises less time than it takes is told, with the number to write."""

from __future__ import annotations

import re

from data.content.checks import check_content
from tests.whole.content_roots import edition_copy


def test_too_few_minutes_are_told_with_what_to_write(tmp_path) -> None:
    root = edition_copy(tmp_path)
    path = root / "questionnaire/content/questionnaire.yaml"
    path.write_text(path.read_text().replace("minutes_quick: 7", "minutes_quick: 3"))
    (mistake,) = check_content(root).errors
    assert mistake.code == "too_few_minutes" and re.search(r"minutes_quick: [78]\b", mistake.say())


def test_a_responsible_without_a_name_is_refused(tmp_path) -> None:
    root = edition_copy(tmp_path)
    path = root / "data/region.yaml"
    path.write_text(
        path.read_text().replace("  controller: De veertien gemeenten in Twente\n", "  controller: ''\n")
    )
    assert [m.file for m in check_content(root).errors] == ["data/region.yaml"]
    path.write_text(path.read_text().replace("  controller: ''\n", ""))
    assert any("controller" in m.say() for m in check_content(root).errors)
