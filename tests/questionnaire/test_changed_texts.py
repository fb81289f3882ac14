"""A text that changed keeps its earlier translation for as long as that says about the same; an update rewrites
only what changed.
"""

import re

import pytest

from data.content.checks import check_content
from questionnaire.catalogues.blocks import as_it_stood, width_of
from questionnaire.catalogues.translation_checks import check_translations
from questionnaire.catalogues.update import pass_on, read_catalogue, save, updated
from questionnaire.language.changed import is_small, letters, still_says
from questionnaire.language.po_lines import read_entries
from questionnaire.language.translation import Translations, catalogue_path
from tests.checks.broken import TODAY
from tests.questionnaire.test_catalogues import content  # noqa: F401
from tests.questionnaire.test_translations import a_catalogue

OLD = "Zet inloggen met twee stappen aan voor alle mail van de zaak"


@pytest.mark.parametrize(
    ("now", "small", "kept"),
    [
        (f"{OLD}.", True, True),
        (OLD.replace("inloggen", "Inloggen"), True, True),
        (OLD.replace("inloggen", "inlogen"), True, True),
        (OLD.replace("stappen aan", "stappen, aan"), True, True),
        (OLD.replace("Zet", "Schakel"), False, True),
        (OLD.replace("alle mail", "mail"), False, False),
        (OLD.replace("aan voor", "niet aan voor"), False, False),
        (OLD.replace("van de zaak", "van uw klanten en uw leverancier"), False, False),
        (f"{OLD} in 2 dagen", False, False),
        ("Maak elke dag een back-up", False, False),
    ],
)
def test_the_earlier_translation_stands_in_only_while_it_says_about_the_same(now, small, kept):
    assert (is_small(OLD, now), still_says(OLD, now)) == (small, kept)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Elke dag", "Elke week"),
        ("2 tot en met 9 mensen", "2 tot en met 12 mensen"),
        ("Nog {count} vragen", "Nog {total} vragen"),
        ("Ik weet het", "Ik weet het niet"),
        ("2-9", "29"),
    ],
)
def test_a_word_or_number_that_changes_the_answer_never_keeps_its_translation(one, other):
    assert not still_says(one, other) and letters(one) != letters(other)


def entries(path, text):
    path.write_text(f'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n{text}\n', "utf-8")
    return read_entries(path)


def test_a_changed_text_is_shown_in_its_earlier_translation_until_somebody_looked(tmp_path):
    changed = OLD.replace("Zet", "Schakel")
    marked = (
        f'#, fuzzy\n#| msgid ""\n#| "{OLD[:20]}"\n#| "{OLD[20:]}"\nmsgid "{changed}"\nmsgstr "Two steps"\n'
    )
    guess = '#, fuzzy\n#| msgid "Elke dag"\nmsgid "Elke week"\nmsgstr "Every day"\n'
    unsure = '#, fuzzy\nmsgid "Zomaar"\nmsgstr "Whatever"'
    said = Translations("en", entries(tmp_path / "a.po", f"{marked}\n{guess}\n{unsure}"))
    assert said.gettext(changed) == "Two steps"
    assert said.gettext("Elke week") == "Elke week"
    assert said.gettext("Zomaar") == "Zomaar"


def test_a_comma_more_loses_no_translation_before_any_update(tmp_path):
    said = Translations(
        "en",
        entries(
            tmp_path / "a.po", 'msgid "Nee, nooit"\nmsgstr "No, never"\n\nmsgid "Nee {x}"\nmsgstr "No {x}"'
        ),
    )
    assert said.gettext("Nee nooit.") == "No, never"
    assert said.gettext("nee  x") == "nee  x"  # whatever fills in {x} must not raise
    assert said.gettext("Nee, soms") == "Nee, soms"


def test_a_comma_more_is_told_as_a_change_and_not_as_a_hole(content):  # noqa: F811
    path = content / "questionnaire/content/access.yaml"
    path.write_text(path.read_text().replace("label: Een deel", "label: 'Een deel!'", 1))
    told = check_content(content, today=TODAY).mistakes
    assert {(m.code, m.severity) for m in told} == {("translation_changed", "warning")}
    assert all("--pass-on" in m.remedy.say() for m in told)


def test_small_changes_are_passed_on_by_one_command_and_others_wait():
    old = a_catalogue(
        Zet_de_back_up_aan="Turn on the backup", Bel_morgen_uw_eigen_bank_even_op_alsjeblieft="Call your bank"
    )
    new = updated(
        old,
        a_catalogue(**{"Zet_de_back_up_aan.": "", "Bel_morgen_uw_eigen_verzekeraar_even_op_alsjeblieft": ""}),
    )
    assert [now for _, now in pass_on(new)] == ["Zet de back up aan."]
    assert [m.id for m in new if m.id and m.fuzzy] == ["Bel morgen uw eigen verzekeraar even op alsjeblieft"]


@pytest.mark.parametrize("width", [77, 79, 120])
def test_an_update_leaves_every_line_that_another_program_wrapped(width, tmp_path):
    from io import BytesIO

    from babel.messages.pofile import write_po

    sentence = (
        "Dit is een lange tekst over inloggen met twee stappen, die over meer dan één regel loopt, nummer"
    )
    texts = {
        f"{sentence} {i}".replace(" ", "_"): f"A long text about logging in with two steps, number {i}"
        for i in range(30)
    }
    made = BytesIO()
    write_po(made, a_catalogue(**texts), width=width)
    path = tmp_path / "messages.po"
    path.write_bytes(made.getvalue())
    before = path.read_text("utf-8").splitlines()
    template = a_catalogue(**dict.fromkeys(texts, ""), Nieuw="")
    save(updated(read_catalogue(path, "en"), template), path)
    after = path.read_text("utf-8").splitlines()
    header = before.index("")
    assert after[-3:] != before[-3:] and "Nieuw" in after[-2]
    assert [row for row in before[header:] if row not in after] == []
    assert max(map(len, after[header:])) <= max(map(len, before[header:]))


def test_the_committed_catalogues_stand_as_an_update_writes_them():
    for language in ("en", "de"):
        text = catalogue_path(language).read_text("utf-8")
        assert width_of(text) == 120 and as_it_stood(text, text) == re.sub(r"\n{3,}", "\n\n", text)
    assert [m.say() for m in check_translations() if m.severity == "error"] == []
