"""A measure that is in nobody's top ten gets a warning."""

from data.content.checks import check_content
from scoring.checks.top_ten import check_top_ten
from scoring.loading import build
from scoring.reading import SCAN_FILES, SCAN_RULE, read_rule
from tests.checks.broken import TODAY, sound_content


def test_a_measure_that_ten_others_always_beat_is_told(tmp_path):
    content = sound_content(tmp_path)
    measures = content / "scoring/measures/incidents.yaml"
    others = "".join(
        f"- {{id: other_{i}, title: Doe iets anders, effort_hours: 1, cost: free, impact: 3}}\n"
        for i in range(9)
    )  # each of them cheaper than the eleventh
    measures.write_text(
        f"{measures.read_text()}\n{others}- {{id: dear, title: Duur, effort_hours: 200, cost: high, impact: 1}}\n"
    )
    questions = content / "questionnaire/content/incidents.yaml"
    every = ", ".join([*(f"other_{i}" for i in range(9)), "dear"])
    questions.write_text(
        questions.read_text().replace(
            "points: 0, measures: [test_restore]", f"points: 0, measures: [test_restore, {every}]"
        )
    )
    rule = content / SCAN_RULE
    rule.write_text(rule.read_text().replace("price: {start: 1}", "price: {start: 1, hour: 1}"))
    read = read_rule(rule, content, SCAN_FILES)
    (warning,) = check_top_ten(build(read), read.measure_places, most=300)
    assert (warning.code, warning.severity, warning.file) == (
        "never_in_top_ten",
        "warning",
        "scoring/measures/incidents.yaml",
    )
    assert "'dear'" in warning.message.say()
    assert "300" in warning.message.say()


def test_the_sound_folder_shows_every_measure_in_somebodys_top_ten(tmp_path):
    assert [
        m
        for m in check_content(sound_content(tmp_path), thorough=True, today=TODAY).mistakes
        if m.code == "never_in_top_ten"
    ] == []
