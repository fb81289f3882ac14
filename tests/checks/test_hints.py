"""What check.py says about files that are not YAML, or not what a model expects."""

import pytest

from data.content.checks import check_content
from data.region import read_region
from questionnaire.authoring.sources import read_source
from questionnaire.authoring.yaml_hints import likely_cause
from tests.checks.broken import sound_content


@pytest.mark.parametrize(
    ("text", "line", "told", "words"),
    [
        ("a: 'b\nc: d\ne: 'f'\n", 3, 1, "sluit het aanhalingsteken"),
        ("a: b\n\tc: d\n", 2, 2, "spaties"),
        ("a: let op: dit\n", 1, 1, "dubbele punt"),
        ("- {a: b\n- c\n", 1, 1, "accolade"),
        ("a: [Hoe?, https://x.nl]\n", 1, 1, "tussen aanhalingstekens"),
        ("a: b\n c: d\n\n\n", 4, 2, "inspringen"),
        ("a: 'it''s fine'\nb: [\n", 2, 2, "vierkant haakje"),
        ("a: b\n---\na: c\n", 2, 2, "één deel"),
        ("a: *nergens\n", 1, 1, "die met * begint"),
        ("x:\n  how\n    - a\n    - b\n  c: d\n", 5, 2, "dubbele punt achter 'how'"),
        ("a:\n  - id: x\n\u00a0   options:\n      - y\n    c: 3\n", 5, 3, "bijzondere spatie"),
    ],
)
def test_the_likely_cause_and_its_line(text, line, told, words):
    found, remedy = likely_cause(text, line)
    assert found == told
    assert words in remedy.say()


def test_a_validator_with_a_sentence_of_its_own_is_quoted(tmp_path):
    content = sound_content(tmp_path)
    region = content / "data/region.yaml"
    text = region.read_text()
    text = text.replace("house_style:", "old_style:") if "house_style:" in text else text
    region.write_text(
        text.replace("municipalities:", "house_style: {primary: '#ffff00'}\n\nmunicipalities:", 1)
    )
    told = [m.message.say() for m in read_region(content)[1]]
    assert any("te licht" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n  - {x: 1, y: {z: 2}\n  - b\nc: d\n", 2, "dicht gaat"),
        ("a: b\nwhy Een tekst\n  die verder gaat\nc: d\n", 2, "dubbele punt achter 'why'"),
        ("a: b\nc:\u00a0d\ne: f\n", 2, "bijzondere spatie"),
        ("a: b\nc: !!python/object/apply:os.system [ls]\n", 2, "uitroepteken"),
        ("a: b\nc: !eigen d\n", 2, "uitroepteken"),
        ("a: b\nc: !!binary aGVsbG8=\n", 2, "uitroepteken"),
        ('a: b\nc: "d\\x00e"\n', 2, "haal het teken weg"),
        ("a: b\nc: d\uf0b7e\n", 2, "haal het teken weg"),
        ('a: b\nc: "  "\n', 2, "vul iets in"),
        ("null\n", 0, "vul het"),
        ("~\n", 0, "vul het"),
    ],
)
def test_what_is_odd_in_a_file_is_told_on_its_own_line(tmp_path, text, line, words):
    (tmp_path / "odd.yaml").write_text(text, encoding="utf-8")
    told = read_source(tmp_path / "odd.yaml", tmp_path).mistakes
    assert [m.line for m in told] == [line]
    assert words in told[0].remedy.say()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_machine_are_read_the_same(tmp_path, ends):
    (tmp_path / "odd.yaml").write_bytes(ends.join(["a: b", "c: |", "  d", "  e", ""]).encode())
    source = read_source(tmp_path / "odd.yaml", tmp_path)
    assert (source.data, source.line(("c",)), source.cut_off) == ({"a": "b", "c": "d\ne\n"}, 2, False)


def test_a_missing_file_of_threats_is_told_once(tmp_path):
    content = sound_content(tmp_path)
    (content / "scoring/threats.yaml").unlink()
    assert [(m.file, m.code) for m in check_content(content).errors] == [
        ("scoring/rules/scan.yaml", "reference")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 30_000,
        "- " * 30_000 + "x\n",
        "? " * 30_000 + "x\n",
        "a: " + "{b: " * 30_000,
        "&a [*a]\n",
    ],
)
def test_thousands_of_layers_are_told_and_take_nothing_down(tmp_path, text):
    (tmp_path / "deep.yaml").write_text("x: y\n" * text.startswith("a") + text)
    source = read_source(tmp_path / "deep.yaml", tmp_path)
    assert [m.code for m in source.mistakes] in (["depth"], ["yaml"])


@pytest.mark.parametrize(
    "text", ["a: b #1 c\n", "a: [b, c] \nd: e #f\n", "- x\n- y #2\n", "a: {b: c}\nd:\n  - e f\t#g\n"]
)
def test_a_text_that_a_hash_cuts_off_gets_a_warning(tmp_path, text):
    (tmp_path / "cut.yaml").write_text(text)
    (mistake,) = read_source(tmp_path / "cut.yaml", tmp_path).mistakes
    assert (mistake.code, mistake.severity) == ("hash", "warning")
    assert "#" in text.splitlines()[mistake.line - 1]


@pytest.mark.parametrize(
    "text",
    ["a: b # c\n", "a: 'b #1'\n", "#a\nb: c\n", "a: b#1\n", "a: |\n  b #1\n", "a: 'b'  #: c\n", "a: b\n#c\n"],
)
def test_a_remark_and_a_hash_in_a_text_are_no_mistake(tmp_path, text):
    (tmp_path / "whole.yaml").write_text(text)
    assert read_source(tmp_path / "whole.yaml", tmp_path).mistakes == []


@pytest.mark.parametrize("colour", ["'16282d'", "blauw", "'#12345g'", "'#fff'"])
def test_a_colour_that_is_none_is_told_as_a_colour(tmp_path, colour):
    content = sound_content(tmp_path)
    region = content / "data/region.yaml"
    region.write_text(region.read_text().replace("ink: '#16282d'", f"ink: {colour}"))
    (mistake,) = read_region(content)[1]
    assert "is geen kleur" in mistake.message.say() and "een # en zes tekens" in mistake.remedy.say()


@pytest.mark.parametrize("number", ["1e308", "-1e13", "1e-300", "9" * 20, "0x" + "f" * 30])
def test_a_number_that_nothing_can_be_worked_out_with_is_told_on_its_line(tmp_path, number):
    (tmp_path / "large.yaml").write_text(f"a: b\nc: [1, {number}]\n")
    (mistake,) = read_source(tmp_path / "large.yaml", tmp_path).mistakes
    assert (mistake.code, mistake.line) == ("number", 2)
