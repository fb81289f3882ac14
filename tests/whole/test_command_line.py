"""The command lines as somebody types them: odd files, odd options, a reader that leaves early. Never a
traceback.
"""

import json
import os
import socket
import subprocess
import sys

import pytest

from questionnaire.content_folder import ROOT
from scoring.__main__ import main

HAIRDRESSER = "tests/respondents/zzp_hairdresser.yaml"
COMMANDS = (
    "scoring",
    "pdf",
    "pdf.paper",
    "scoring.authoring.level_changes",
    "data",
    "scoring.authoring.reference",
    "questionnaire.catalogues.update",
    "web.event_laptop",
    "web.assets",
    "evidence",
)


def typed(command, **settings):
    """What a shell gives back for this line."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command.replace('python', sys.executable)}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        **settings,
    )


ODD_FILES = {
    "niets.yaml": (b"", "leeg"),
    "commentaar.yaml": (b"# nog niets\n", "leeg"),
    "latin.yaml": ("responses:\n  company_size: café".encode("latin-1"), "UTF-8"),
    "haakje.yaml": (b"responses: {a: [b\n", "haakje"),
    "lijst.yaml": (b"responses: [a, b]\n", "responses:"),
    "sleutel.yaml": (b"answers: {}\n", "responses:"),
    "binair.yaml": (bytes(range(256)), "regel"),
    "diep.yaml": (b"responses: " + b"[" * 3000, "regel"),
    "zichzelf.yaml": (b"responses: &a {company_size: *a}\n", "lagen"),
    "dubbel.yaml": (b"responses: {company_size: zzp, company_size: micro}\n", "tweede keer"),
    "onbekend.yaml": (b"responses: {mfa_emial: all}\n", "bedoelde u 'mfa_email'"),
    "antwoord.yaml": (b"responses: {company_size: huge}\n", "kies uit: zzp"),
    "oneindig.yaml": (b"responses: {critical_update_days: .inf}\n", "0 - 365"),
    "datum.yaml": (b"responses: {critical_update_days: 2026-01-01}\n", "antwoord"),
    "samen.yaml": (b"responses: {auto_updates: [none, computers]}\n", "'none' gaat niet samen"),
    "lege_lijst.yaml": (b"responses: {auto_updates: []}\n", "lege lijst"),
    "twee_keer.yaml": (b"responses: {auto_updates: [phones, phones]}\n", "'phones' staat er twee keer"),
    "zonder_haken.yaml": (b"responses: {auto_updates: phones}\n", "[phones]"),
    "met_haken.yaml": (b"responses: {backup_frequency: [weekly]}\n", "zonder vierkante haken: weekly"),
    "weet_niet_in_lijst.yaml": (
        b"responses: {auto_updates: [dont_know]}\n",
        "zonder vierkante haken: dont_know",
    ),
    "tekst.yaml": (b"responses: {critical_update_days: '10'}\n", "zonder aanhalingstekens"),
    "half.yaml": (b"responses: {critical_update_days: 10.5}\n", "rond het getal af"),
    "hoofdletters.yaml": (b"responses: {mfa_email: ALL}\n", "bedoelde u 'all'"),
    "nvt.yaml": (b"responses: {mfa_email: not_applicable}\n", "kies uit: none"),
}


@pytest.mark.parametrize("name", ODD_FILES)
def test_an_odd_file_gets_a_sentence_with_its_name_and_what_to_do(name, tmp_path, capsys):
    data, word = ODD_FILES[name]
    (tmp_path / name).write_bytes(data)
    rule = (
        ["--rule", "scoring/rules/cyber_essentials/rule.yaml"] if b"critical_update_days" in data else []
    )  # the scan asks ranges, no numbers
    assert main([str(tmp_path / name), *rule]) == 2
    told = capsys.readouterr().err
    assert name in told and word in told and "Wat te doen:" in told


def test_every_mistake_of_a_file_is_told_in_one_run(tmp_path, capsys):
    file = tmp_path / "scheef.yaml"
    file.write_text(
        "responses:\n  mfa_emial: all\n  sector: ~\n  mfa_email: ja\n  auto_updates: phones\n", "utf-8"
    )
    assert main([str(file)]) == 2
    told = capsys.readouterr().err
    assert [f"regel {line}" in told for line in (2, 3, 4, 5)] == [True] * 4


def test_an_unfinished_file_says_what_is_missing_instead_of_figures_that_are_none(tmp_path, capsys):
    file = tmp_path / "half.yaml"
    file.write_text("responses: {company_size: micro, backup_frequency: never}\n", "utf-8")
    assert main([str(file)]) == 0
    told = capsys.readouterr().out
    assert (
        "Nog geen niveau: niet alle vragen zijn beantwoord." in told
        and "Mail, wachtwoorden en toegang: nog geen antwoord" in told
    )
    assert "0 van 0" not in told and "- / 100" not in told and "houdt het niveau" not in told
    assert main([str(file), "--quick"]) == 0
    assert "De snelle scan geeft geen niveau" in capsys.readouterr().out


def test_a_missing_file_and_a_folder_are_told_by_the_path_that_was_typed(tmp_path, capsys):
    assert main([str(tmp_path / "weg.yaml")]) == 2
    assert f"{tmp_path.as_posix()}/weg.yaml\n  dit bestand bestaat niet." in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert "dit is een map, geen bestand." in capsys.readouterr().err


@pytest.mark.parametrize("line", ["", "--bogus", f"{HAIRDRESSER} --language fr", f"{HAIRDRESSER} --rule"])
def test_a_wrong_option_is_refused_in_dutch(line, capsys):
    with pytest.raises(SystemExit) as ended:
        main(line.split())
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert (
        "Deze opdracht klopt niet" in told
        and "--help" in told
        and "argument" not in told
        and "invalid" not in told
    )


def test_help_has_no_english_heading(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert (
        "gebruik:" in told
        and "opties:" in told
        and not any(word in told for word in ("usage", "options:", "show this", "arguments"))
    )


def test_people_read_figures_in_their_own_notation_and_scripts_in_json(capsys):
    assert main([HAIRDRESSER]) == 0
    assert "Totaal: 41,1 / 100" in capsys.readouterr().out
    assert main([HAIRDRESSER, "--language", "en"]) == 0
    assert "41.1 / 100" in capsys.readouterr().out
    assert main([HAIRDRESSER, "--json"]) == 0
    assert round(json.loads(capsys.readouterr().out)["total"]["score_pct"], 1) == 41.1


def test_the_plan_and_the_questions_for_the_supplier_are_told_too(capsys):
    assert main(["tests/respondents/outsourcer_knows_nothing.yaml"]) == 0
    told = capsys.readouterr().out
    assert told.index("Deze week") < told.index("Daarna") < told.index("Vragen voor uw ICT-leverancier")


@pytest.mark.parametrize("options", ["", "--json --explain"])
def test_a_reader_that_leaves_early_gives_no_traceback(options):
    ended = typed(f"python -u -m scoring {HAIRDRESSER} {options} | head -1")
    assert len(ended.stdout.splitlines()) == 1
    assert ended.stderr == "" and ended.returncode in (0, 141)


LEFT = {
    "check.py": "check.py",
    "as JSON": "check.py --format json",
    "help": "check.py --help",
    "score": f"-m scoring {HAIRDRESSER} --explain",
    "moves": "-m scoring.authoring.level_changes .",
    "advice": f"-m pdf {HAIRDRESSER} --out /dev/stdout",
    "paper": "-m pdf.paper --quick --out /dev/stdout",
    "data": "-m data status",
    "reference": "-m scoring.authoring.reference",
    "laptop": "-m web.event_laptop 8599",
    "assets": "-m web.assets",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LEFT)
def test_a_reader_that_left_before_anything_was_said_gives_no_traceback(name, tmp_path):
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path / "data"),
        "KEY_DIR": str(tmp_path / "keys"),
        "PUBLIC_URL": "http://192.0.2.1",
    }
    gone, pipe = os.pipe()
    os.close(gone)
    with os.fdopen(pipe, "wb") as closed:
        ended = subprocess.run(
            [sys.executable, *LEFT[name].split()],
            cwd=ROOT,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
    assert ended.stderr == "" and ended.returncode in (0, 141)


@pytest.mark.slow
def test_a_full_disk_and_a_terminal_without_accents_give_no_traceback():
    full = typed(f"python -m scoring {HAIRDRESSER} > /dev/full")
    assert (full.returncode, full.stderr.count("\n")) == (2, 1) and "lukt niet" in full.stderr
    plain = typed(f"PYTHONIOENCODING=ascii python -m scoring {HAIRDRESSER}")
    assert plain.returncode == 0 and plain.stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize("module", COMMANDS)
def test_every_command_refuses_an_unknown_option_in_dutch(module):
    ended = typed(f"python -m {module} --bogus")
    assert (
        ended.returncode == 2
        and "Deze opdracht klopt niet" in ended.stderr
        and "Traceback" not in ended.stderr
    )


@pytest.mark.slow
@pytest.mark.parametrize(("out", "why"), [("weg/advies.pdf", "is er niet"), ("", "is een map")])
@pytest.mark.parametrize("command", [f"pdf {HAIRDRESSER}", "pdf.paper --quick"])
def test_a_place_that_cannot_be_written_is_told_in_dutch(command, out, why, tmp_path):
    ended = typed(f"python -m {command} --out {tmp_path / out}")
    assert ended.returncode == 2 and why in ended.stderr and ended.stderr.count("\n") == 1


@pytest.mark.parametrize("target", ["run", "demo", "event-laptop"])
def test_a_port_that_is_taken_is_told_before_an_address_is_promised(target):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = typed(f"make --no-print-directory -o .venv/.setup-run {target} PORT={port}")
    assert ended.returncode == 2 and ended.stdout == ""
    assert f"Poort {port} is al in gebruik" in ended.stderr and f"make {target} PORT=" in ended.stderr
