"""Every PDF passes every gate; and every gate can fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from pdf.report import render_report
from pdf.report_input import ReportInput
from pdf.tagging import Standard
from questionnaire.language.translation import LANGUAGES
from scoring.content import Content
from tests.pdf import businesses, gates

pytestmark = pytest.mark.slow

EXAMPLES = {
    "everything": businesses.everything,
    "maximal": businesses.maximal,
    "minimal": businesses.minimal,
    "unknowing": businesses.unknowing,
    "quick": businesses.quick_scan,
    "unfinished": businesses.unfinished,
}
RANDOM_REPORTS = 200


def _examples() -> list[tuple[str, bytes]]:
    return [
        (f"{name}_{language}.pdf", render_report(make(), language))
        for name, make in EXAMPLES.items()
        for language in LANGUAGES
    ]


def _hostile() -> list[tuple[str, bytes]]:
    return [
        (f"typed_{name}.pdf", render_report(businesses.shop(name=typed, event=typed)))
        for name, typed in businesses.HOSTILE.items()
    ]


def _random(content: Content) -> list[tuple[str, bytes]]:
    files = []
    for seed in range(RANDOM_REPORTS):
        quick = seed % 5 == 4
        report = ReportInput.of(
            content, businesses.at_random(content, seed, quick), quick=quick, day=businesses.DAY
        )
        files.append((f"random_{seed}.pdf", render_report(report, LANGUAGES[seed % len(LANGUAGES)])))
    return files


def test_examples_hostile_and_two_hundred_random_reports_pass_all_gates(
    content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # One test, because one Java machine checks them all: starting it is what takes long.
    examples, hostile, generated = _examples(), _hostile(), _random(content)
    paths = gates.written(tmp_path, [*examples, *hostile, *generated])
    found = gates.complaints(paths, tmp_path)
    bad = {line.split(":")[0] for line in found}
    with capsys.disabled():
        passed = sum(name not in bad for name, _ in generated)
        print(
            f"\nPDF gates: {len(examples)} examples, {len(hostile)} hostile, {passed} of {len(generated)} random reports pass all"
        )
    assert found == []


# -- each gate can fail
# ----------------------------------------------------------------------------------------------


def _without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _without_marks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def _without_alternative(pdf: pikepdf.Pdf) -> None:
    figure = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure")
    del figure.Alt


def _without_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _element(pdf: pikepdf.Pdf, tag: str) -> pikepdf.Object:
    return next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == tag)


def _without_namespace(pdf: pikepdf.Pdf) -> None:
    del _element(pdf, "/Document").NS


def _without_goal_in_the_tree(pdf: pikepdf.Pdf) -> None:
    actions = [o.A for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/A" in o and "/Title" in o]
    del actions[-1].SD


def _without_kind_of_list(pdf: pikepdf.Pdf) -> None:
    for o in pdf.objects:
        if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/L":
            del o.A


def _without_tab_order(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        del page.obj["/Tabs"]


def _with_information_of_old(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Een titel op een tweede plek"


def _without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def _with_loose_font(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.FontDescriptor.FontFile2


DAMAGE: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "no language": (_without_language, "ua2"),
    "not marked as tagged": (_without_marks, "ua2"),
    "a figure without alternative text": (_without_alternative, "ua2"),
    "no output intent": (_without_colours, "4"),
    "a type without its namespace": (_without_namespace, "ua2"),
    "an outline that leads to no element": (_without_goal_in_the_tree, "ua2"),
    "a list of numbers that is called no kind": (_without_kind_of_list, "ua2"),
    "no order of tabs": (_without_tab_order, "ua2"),
    "information on the old place": (_with_information_of_old, "4"),
    "nothing said about itself": (_without_metadata, "4"),
    "a font that is not embedded": (_with_loose_font, "4"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    return gates.written(folder, [("sound.pdf", render_report(businesses.shop()))])[0]


def test_verapdf_sees_each_kind_of_damage(sound: Path, tmp_path: Path) -> None:
    paths = []
    for number, (damage, _) in enumerate(DAMAGE.values()):
        with pikepdf.open(sound) as pdf:
            damage(pdf)
            pdf.save(tmp_path / f"{number}.pdf")
        paths.append(tmp_path / f"{number}.pdf")
    found = gates.vera(paths, tmp_path)
    for number, (name, (_, flavour)) in enumerate(DAMAGE.items()):
        assert any(line.startswith(f"{number}.pdf: {flavour} FAIL") for line in found), name


def test_an_archive_that_asks_for_the_older_pair_of_standards_gets_it(tmp_path: Path) -> None:
    files = [
        (f"{name}_{language}.pdf", render_report(make(), language, standard=Standard.UA1_A2A))
        for name, make in EXAMPLES.items()
        for language in LANGUAGES
    ]
    paths = gates.written(tmp_path, files)
    assert gates.vera(paths, tmp_path, gates.OLDER) == []
    assert all(b"%PDF-1.7" in data[:9] for _, data in files)
    newer = gates.written(tmp_path, [("newer.pdf", render_report(businesses.shop()))])
    assert len(gates.vera(newer, tmp_path, gates.OLDER)) == 2


def test_every_element_says_in_which_vocabulary_its_type_stands(sound: Path) -> None:
    with pikepdf.open(sound) as pdf:
        elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
        assert len(elements) > 300
        assert {str(o.NS.NS) for o in elements} == {"http://iso.org/pdf2/ssn"}


def test_qpdf_sees_a_file_that_is_cut_off(sound: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(sound.read_bytes()[:-400])
    assert gates.qpdf(cut)


def test_poppler_is_heard_when_a_page_is_damaged(sound: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(sound) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"BT /Nowhere 12 Tf (tekst) Tj ET")
        pdf.save(broken)
    assert gates.poppler(broken)


def test_a_font_that_is_not_embedded_is_named(tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    canvas = Canvas(str(plain))
    canvas.drawString(100, 100, "Helvetica")
    canvas.save()
    assert gates.fonts(plain) == ["plain.pdf: font Helvetica is not embedded"]
