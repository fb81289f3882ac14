"""Making the advice PDF: ours, next to plain reportlab, WeasyPrint, typst, and the floor (the same strings
drawn raw).

    python benchmarks/pdf.py [ROUNDS]

All engines set the same words under the same headings, lists and tables; ours draws the pictures besides.
Rounds are interleaved, so that a busy machine is unfair to nobody; medians are of the wall clock.
"""

from __future__ import annotations

import io
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # else `import pdf` finds this file

import pikepdf  # noqa: E402
from reportlab.lib.styles import ParagraphStyle  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table  # noqa: E402

from pdf.report import render_report  # noqa: E402
from pdf.styles import BOLD, FONTS, REGULAR  # noqa: E402
from pdf.tagging.encoding import Encoder  # noqa: E402
from tests.pdf import businesses, struct  # noqa: E402
from tests.pdf.struct import Node  # noqa: E402

SIZES = {"H1": 26, "H2": 18, "H3": 13, "P": 10.5, "LBody": 10.5}
PROCESSES = 4


def main(rounds: int = 25) -> None:
    """Prints the comparison."""
    report = businesses.shop()
    data = render_report(report)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(data)
        root = struct.read(path)
    engines: dict[str, Callable[[], bytes]] = {
        "ours, tagged": lambda: render_report(report),
        "floor: strings drawn raw": _floor(report),
        "plain reportlab": lambda: _plain(root),
        "typst, pdf/ua-1": _typst(root),
        "WeasyPrint, pdf/ua-1": _weasyprint(root),
    }
    times = _measure(engines, rounds)
    ours = times["ours, tagged"]
    print(f"{'':26}{'median ms':>10}{'lowest':>8}{'ours / it':>11}{'pages':>7}{'bytes':>9}")
    for name, make in engines.items():
        file = make()
        with pikepdf.open(io.BytesIO(file)) as pdf:
            pages = len(pdf.pages)
        middle, low = statistics.median(times[name]), min(times[name])
        ratio = statistics.median(a / b for a, b in zip(ours, times[name], strict=False))
        print(f"{name:26}{middle:10.1f}{low:8.1f}{ratio:11.2f}{pages:7}{len(file):9}")
    print(f"peak memory of a process that makes ten reports: {_peak_memory():.0f} MB")
    print(f"reports a second at {PROCESSES} processes: {_throughput():.0f}")


def _measure(engines: dict[str, Callable[[], bytes]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds per round; slow engines take part in fewer rounds."""
    times: dict[str, list[float]] = {name: [] for name in engines}
    for make in engines.values():
        make()
        make()
    for turn in range(rounds):
        for name, make in engines.items():
            if "WeasyPrint" in name and turn % 5:
                continue
            start = time.perf_counter()
            make()
            times[name].append(1000 * (time.perf_counter() - start))
    return times


def _floor(report: object) -> Callable[[], bytes]:
    """Draws every string of the report with `drawString`, with the same fonts and number of pages; no layout,
    no tags.
    """
    strings: list[tuple[str, float, str]] = []
    show = Encoder.show

    def recording(self: Encoder, text: str, size: str) -> str:
        strings.append((self.font.fontName, float(size), text))
        return show(self, text, size)

    Encoder.show = recording  # type: ignore[method-assign]
    try:
        data = render_report(report)  # type: ignore[arg-type]
    finally:
        Encoder.show = show  # type: ignore[method-assign]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        per_page = len(strings) // len(pdf.pages) + 1

    def draw() -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file, initialFontName=REGULAR, pageCompression=1)
        for number, (font, size, text) in enumerate(strings):
            if number and number % per_page == 0:
                canvas.showPage()
            canvas.setFont(font, size)
            canvas.drawString(60, 800 - 7 * (number % per_page), text)
        canvas.save()
        return file.getvalue()

    return draw


def _blocks(root: Node) -> list[tuple[str, object]]:
    """Headings, paragraphs, lists and tables in reading order, each once."""
    found: list[tuple[str, object]] = []
    for node in root.kids:
        if node.tag == "Table":
            found.append(("Table", [[cell.text for cell in row.kids] for row in node.kids]))
        elif node.tag == "L":
            found.append(("L", [body.text for body in node.all("LBody")]))
        elif node.tag != "Figure":
            found.append((node.tag, node.text))
    return found


def _plain(root: Node) -> bytes:
    styles = {
        tag: ParagraphStyle(
            tag, fontName=BOLD if tag[0] == "H" else REGULAR, fontSize=size, leading=1.35 * size
        )
        for tag, size in SIZES.items()
    }
    story: list[object] = []
    for tag, content in _blocks(root):
        if tag == "Table":
            rows = [[Paragraph(escape(cell), styles["P"]) for cell in row] for row in content]  # type: ignore[attr-defined]
            story.append(Table(rows, repeatRows=1))
        elif tag == "L":
            story += [Paragraph(escape(text), styles["LBody"], bulletText="•") for text in content]  # type: ignore[attr-defined]
        else:
            story.append(Paragraph(escape(str(content)), styles.get(tag, styles["P"])))
    file = io.BytesIO()
    SimpleDocTemplate(file, initialFontName=REGULAR).build(story)
    return file.getvalue()


def _weasyprint(root: Node) -> Callable[[], bytes]:
    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    faces = "".join(
        f"@font-face{{font-family:S;font-weight:{weight};src:url({(FONTS / file).as_uri()})}}"
        for weight, file in ((400, "SourceSans3-Regular.ttf"), (600, "SourceSans3-SemiBold.ttf"))
    )
    css = f"{faces}@page{{size:A4;margin:18mm 20mm}}body{{font:10.5pt/1.38 S;hyphens:auto}}h1,h2,h3{{font-weight:600}}table{{width:100%}}"
    parts = []
    for tag, content in _blocks(root):
        if tag == "Table":
            head, *rows = content  # type: ignore[misc]
            cells = "".join(f"<th scope=col>{escape(c)}</th>" for c in head)
            body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
            parts.append(f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>")
        elif tag == "L":
            parts.append("<ul>" + "".join(f"<li>{escape(text)}</li>" for text in content) + "</ul>")  # type: ignore[attr-defined]
        else:
            parts.append(f"<{tag.lower()}>{escape(str(content))}</{tag.lower()}>")
    html = f"<html lang=nl><head><title>Proef</title><style>{css}</style></head><body>{''.join(parts)}</body></html>"
    return lambda: weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")


def _typst(root: Node) -> Callable[[], bytes]:
    import typst

    def said(text: object) -> str:
        return '#"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'

    parts = [
        '#set document(title: "Proef")',
        '#set text(font: "Source Sans 3", size: 10.5pt, lang: "nl")',
        "#set page(margin: (x: 20mm, y: 18mm))",
    ]
    for tag, content in _blocks(root):
        if tag == "Table":
            head, *rows = content  # type: ignore[misc]
            width = max(len(row) for row in (head, *rows))
            cells = "".join(f"[{said(c)}]," for row in rows for c in [*row, *[""] * (width - len(row))])
            top = "".join(f"[{said(c)}]," for c in [*head, *[""] * (width - len(head))])
            parts.append(f"#table(columns: {width}, table.header({top}), {cells})")
        elif tag == "L":
            parts += [f"- {said(text)}" for text in content]  # type: ignore[attr-defined]
        else:
            parts.append({"H1": "= ", "H2": "== ", "H3": "=== "}.get(tag, "") + said(content) + "\n")
    source = "\n".join(parts).encode()
    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
    return lambda: compiler.compile(input=source, format="pdf", pdf_standards=["ua-1"])


def _peak_memory() -> float:
    """Megabytes at most resident in a fresh process that loads the content and makes ten reports."""
    code = "from tests.pdf import businesses; from pdf.report import render_report; r = businesses.shop(); [render_report(r) for _ in range(10)]"
    code += "; print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    return (
        float(
            subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
            ).stdout
        )
        / 1024
    )


def _some(count: int) -> float:
    """Seconds to make so many reports, in this process, warm."""
    report = businesses.shop()
    render_report(report)
    start = time.perf_counter()
    for _ in range(count):
        render_report(report)
    return time.perf_counter() - start


def _throughput(each: int = 40) -> float:
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(_some, [1] * PROCESSES))
        return PROCESSES * each / max(pool.map(_some, [each] * PROCESSES))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
