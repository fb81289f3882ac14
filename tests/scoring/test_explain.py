"""Every figure says which parts, points, weights and rules made it; the command line tells the same."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.content_folder import ROOT
from questionnaire.responses import Responses
from scoring.__main__ import main
from scoring.explain import explain
from scoring.loading import load_content
from tests.builders import a_questionnaire, a_rule, an_item, content_of, yes_no
from tests.strategies import complete_walks

CONTENT = load_content()


@settings(max_examples=50, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_parts_of_a_figure_add_up_to_it(data):
    score = CONTENT.score(data.draw(complete_walks(CONTENT.questionnaire)))
    for theme in score.themes:
        if theme.score_pct is not None:
            brought = sum(line.contributes or 0 for line in explain(CONTENT, score, theme.id).lines)
            assert brought * 100 == pytest.approx(theme.score_pct)
    if not any(k.total_at_most for k in score.knock_outs):
        assert sum(line.contributes or 0 for line in explain(CONTENT, score).lines) * 100 == pytest.approx(
            score.score_pct
        )


def test_every_item_of_a_theme_is_a_line_with_its_answer():
    score = CONTENT.score(
        Responses({"mfa_email": "some", "password_manager": "dont_know", "company_size": "zzp"})
    )
    lines = {line.id: line for line in explain(CONTENT, score, "access").lines}
    assert lines["mfa_email"].answer == "Bij een deel"
    assert lines["password_manager"].answer == "weet ik niet"
    assert (lines["access_rights"].reached, lines["access_rights"].contributes) == (None, None)
    assert "past niet bij dit bedrijf" in lines["access_rights"].state


def test_a_number_has_its_unit_and_one_of_it_reads_as_one():
    delay = an_item("delay").having(
        kind="number",
        number={"unit": "dagen", "unit_one": "dag", "most": 30},
        bands=[{"up_to": 7, "points": 1}, {"points": 0}],
    )
    content = content_of(a_questionnaire(delay), a_rule())
    for days, said in ((0, "0 dagen"), (1, "1 dag"), (2, "2 dagen")):
        lines = {
            line.id: line
            for line in explain(content, content.score(Responses({"delay": days})), "theme").lines
        }
        assert lines["delay"].answer == said


def test_without_a_level_nothing_is_said_to_hold_it_back():
    answers = {"company_size": "micro", "backup_frequency": "never", "mfa_email": "none"}
    score = CONTENT.score(Responses(answers), quick=True)
    assert score.knock_outs and not [
        s for s in explain(CONTENT, score).rules if "niveau nooit" in s or "houdt het niveau" in s
    ]
    assert (
        "De snelle scan geeft geen niveau: daarvoor zijn alle vragen nodig." in explain(CONTENT, score).rules
    )


def test_the_rules_that_applied_are_sentences():
    score = CONTENT.score(
        Responses(dict.fromkeys(CONTENT.questionnaire.items, "dont_know") | {"mfa_email": "none"})
    )
    assert any("Weet ik niet" in sentence for sentence in explain(CONTENT, score, "access").rules)
    assert any("tweede stap" in sentence for sentence in explain(CONTENT, score).rules)


def test_a_group_stands_in_the_explanation_of_its_theme_and_has_its_own():
    questionnaire = a_questionnaire(yes_no("a"), yes_no("b"), yes_no("c"))
    rule = a_rule(
        groups=[{"id": "ab", "title": "Samen", "members": ["a", "b"], "combine": "mean"}],
        themes={"combine": "mean"},
    )
    content = content_of(questionnaire, rule)
    score = content.score(Responses({"a": "yes", "b": "no", "c": "yes"}))
    theme = explain(content, score, "theme")
    assert [(line.id, line.reached, line.contributes) for line in theme.lines] == [
        ("ab", 0.5, 0.25),
        ("c", 1, 0.5),
    ]
    assert [(line.id, line.contributes) for line in explain(content, score, "ab").lines] == [
        ("a", 0.5),
        ("b", 0),
    ]


def test_a_factor_that_held_gives_its_reason():
    questionnaire = a_questionnaire(yes_no("a"), profile=(an_item("size").with_options(large=None),))
    when = {"item": "size", "answered": ["large"]}
    content = content_of(
        questionnaire,
        a_rule(
            factors=[
                {
                    "id": "f",
                    "when": when,
                    "on": "total",
                    "multiply": 0.5,
                    "reason": "Grote bedrijven tellen half.",
                }
            ]
        ),
    )
    assert (
        "Grote bedrijven tellen half."
        in explain(content, content.score(Responses({"size": "large", "a": "yes"}))).rules
    )


def test_an_unknown_figure_has_no_explanation():
    with pytest.raises(KeyError):
        explain(CONTENT, CONTENT.score(Responses()), "nothing")


def written(tmp_path, text):
    path = tmp_path / "answers.yaml"
    path.write_text(text)
    return str(path)


def test_the_command_line_gives_all_figures_as_json(tmp_path, capsys):
    assert (
        main(
            [
                written(tmp_path, "responses: {mfa_email: none, backup_frequency: weekly}"),
                "--json",
                "--explain",
            ]
        )
        == 0
    )
    plain = json.loads(capsys.readouterr().out)
    assert plain["items"]["backup_frequency"] == {
        "state": "answered",
        "points": 2,
        "maximum": 3,
        "minimum": 0,
        "share": pytest.approx(2 / 3),
        "weight": 2,
    }
    assert plain["knock_outs"] == ["mail_without_second_step", "a_weak_theme"]
    assert set(plain["explain"]) == {"total", "risks", "behaviour", "systems", "access", "incidents"}


def test_the_command_line_tells_wrong_answers_with_their_line(tmp_path, capsys):
    assert main([written(tmp_path, "responses:\n  mfa_mail: none\n  backup_frequency: weakly\n")]) == 2
    told = capsys.readouterr().err
    assert "regel 2" in told and "mfa_email" in told
    assert "regel 3" in told and "weekly" in told


def test_the_command_line_refuses_a_wrong_rule(tmp_path, capsys):
    rule = (
        (ROOT / "scoring/rules/cyber_essentials/rule.yaml")
        .read_text()
        .replace("cloud_two_steps", "cloud_to_steps")
    )
    (tmp_path / "rule.yaml").write_text(rule)
    (tmp_path / "questions.yaml").write_text(
        (ROOT / "scoring/rules/cyber_essentials/questions.yaml").read_text()
    )
    assert main([written(tmp_path, "responses: {}"), "--rule", str(tmp_path / "rule.yaml")]) == 2
    assert "cloud_two_steps" in capsys.readouterr().err


def test_the_command_line_reads_for_people_too(tmp_path, capsys):
    assert main([written(tmp_path, "responses: {mfa_email: none}")]) == 0
    assert "Totaal: 0 / 100" in capsys.readouterr().out
