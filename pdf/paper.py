"""The questionnaire on paper, to fill in by pen where there is no network: `python -m pdf.paper --out
FILE.pdf`.

The same YAML as the screens, with routing in words. The code in front of each answer is the key that types it
in.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from data.region import Region, load_region
from pdf.kit import Kit, kit_for
from pdf.layout import About, Sheet, flow_even, write
from pdf.logo import LogoError, logo
from pdf.parts import TICK_BOX, Box, Columns, Decoration, Panel, Ticked, tick_box
from pdf.styles import MM, Page
from pdf.tagging import Block, Stack, Text
from questionnaire.answer_codes import answer_codes
from questionnaire.authoring.command_line import Parser, run
from questionnaire.authoring.mistakes import ContentError
from questionnaire.language.translation import LANGUAGES
from questionnaire.models import AnswerOption, Item
from questionnaire.routing import RESERVED_TEXTS, Routing
from scoring.content import Content
from scoring.loading import load_content

PAGE = Page(left=17 * MM, right=17 * MM, top=12 * MM, bottom=15 * MM)
HANG = 26.0  # points: questions and answers stand behind the number of the question
CODE = 14.0  # room for the code in front of the box
COLUMN_GAP = 12.0


def render_paper(
    content: Content, region: Region, quick: bool = False, *, reproducible: bool = False
) -> bytes:
    """The questionnaire as tagged PDF (PDF/UA-2 and PDF/A-4), A4, in the language of `content`."""
    kit = kit_for(content, region)
    about = About(title=_title(kit, quick), author=region.programme.name, subject=content.questionnaire.title)
    return write(_sheets(kit, content, region, quick), kit, about, reproducible=reproducible)


def _title(kit: Kit, quick: bool) -> str:
    return kit._("Snelle scan op papier") if quick else kit._("De scan op papier")


def _sheets(kit: Kit, content: Content, region: Region, quick: bool) -> list[Sheet]:
    _ = kit._
    routing = Routing(content.questionnaire, content.language, quick, coded=True)
    blocks: list[Flowable] = [_head(kit, region), *_introduction(kit, content, routing, quick)]
    for section in content.questionnaire.sections:
        items = [item for item in section.items if item.id in routing.numbers]
        if items:
            blocks.append(
                kit.text(
                    section.title,
                    kit.styles.like(kit.styles.h2, size=16, leading=20, before=12, after=1),
                    "H2",
                    bookmark=1,
                )
            )
            blocks += [Question(kit, item, routing) for item in items]
    blocks.append(Panel(_end(kit, region.events), Box(pad=(9, 12, 9, 12), fill=kit.house.tint), before=12))
    return flow_even(blocks, PAGE)


def _head(kit: Kit, region: Region) -> Flowable:
    styles, programme = kit.styles, region.programme
    name = kit.text(programme.name, styles.like(styles.h3, before=0, after=0, keep_with_next=False))
    mark = logo(kit.house, programme.name, 30)
    if not region.events:  # nobody collects these sheets, so they need no number
        return Columns([[mark], [name]], [mark.width, None], gap=10, middle=True, after=8)
    number = [kit.text(kit._("Nummer, geen naam"), styles.column_head), _field(kit, 22)]
    return Columns([[mark], [name], number], [mark.width, None, 120], gap=10, middle=True, after=8)


def _introduction(kit: Kit, content: Content, routing: Routing, quick: bool) -> list[Flowable]:
    _, questionnaire = kit._, content.questionnaire
    minutes = questionnaire.minutes_quick if quick else questionnaire.minutes_full
    lead = _("{count} vragen, ongeveer {minutes} minuten. Sommige vragen slaat u over; dat staat er dan bij.")
    rules = [
        _("Zet een kruisje in het vakje van uw antwoord. Kies er één, tenzij er staat dat er meer mogen."),
        _("Weet u het niet? Kies dan 'Weet ik niet'. Ook dat is een goed antwoord."),
        _("Een vergissing? Maak het verkeerde vakje helemaal zwart en zet een kruisje in het goede."),
        _("Schrijf geen namen op. Niemand hoeft te weten van wie dit blad is."),
    ]
    style = kit.styles.like(kit.styles.item, after=1)
    title = kit.text(
        _title(kit, quick), kit.styles.like(kit.styles.title, size=25, leading=29, after=3), "H1", bookmark=0
    )
    told = kit.text(lead.format(count=len(routing.numbers), minutes=kit.figure(minutes)), kit.styles.lead)
    return [
        title,
        told,
        Panel(kit.bullets(rules, style), Box(pad=(9, 12, 8, 12), fill=kit.house.tint), after=4),
    ]


def _end(kit: Kit, handed_in: bool) -> list[Flowable]:
    """Thanks, what happens with the sheets, and the choice not to count; to type in oneself where nobody collects
    them.
    """
    _, styles = kit._, kit.styles
    thanks = kit.text(_("Klaar. Dank u wel!"), styles.like(styles.h3, before=0), "H3")
    if not handed_in:
        return [thanks, kit.text(_("Neem uw antwoorden over in de scan. Dan ziet u meteen wat u kunt doen."))]
    return [
        thanks,
        kit.text(
            _(
                "Geef deze bladen aan de vrijwilliger. U krijgt uw advies op papier of op uw telefoon, en uw bladen terug."
            )
        ),
        kit.text(
            _(
                "Uw antwoorden tellen mee in de cijfers van de regio. Daarin is geen bedrijf te herkennen. Liever niet?"
            )
        ),
        Ticked(
            kit.text(_("Tel mijn antwoorden niet mee."), styles.like(styles.body, after=0)), kit.house.ink
        ),
    ]


def _field(kit: Kit, height: float) -> Decoration:
    """An empty box to write in."""

    def draw(canvas: Any, width: float) -> None:
        canvas.setStrokeColor(HexColor(kit.house.muted))
        canvas.setLineWidth(1)
        canvas.rect(0.5, 0.5, width - 1, height - 1, stroke=1, fill=0)

    return Decoration(height, draw)


class Question(Block):
    """One question with its routing, explanation and answers; never split over two pages."""

    before = 8.0
    after = 3.0

    def __init__(self, kit: Kit, item: Item, routing: Routing) -> None:
        super().__init__()
        _, styles = kit._, kit.styles
        heading = styles.like(styles.h3, size=11.5, leading=14.5, before=0, after=2, keep_with_next=False)
        item = _as_most_read_it(item, routing)
        question = kit.text(item.question, heading, "H3")
        self.number = Text(
            f"{routing.numbers[item.id]}. ",
            styles.like(heading, colour=kit.house.primary),
            element=question.element,
        )
        self.text = Stack([question, *_said(kit, item, routing), *_answers(kit, item, routing)])

    def measure(self, width: float) -> float:
        self.number.wrap(HANG)
        return self.text.wrap(width - HANG)[1]

    def draw(self) -> None:
        self.number.draw_at(self.canv, 0, self.height)
        self.text.draw_at(self.canv, HANG, self.height)


def _as_most_read_it(item: Item, routing: Routing) -> Item:
    """The item, in the words of the variant that everybody reads who does this kind of scan, if there is one."""
    everybody = next((variant for told, variant in routing.variants(item) if told is None), None)
    if everybody is None:
        return item
    texts = {
        key: text for key in ("question", "explanation") if (text := getattr(everybody, key)) is not None
    }
    return item.model_copy(update=texts)


def _said(kit: Kit, item: Item, routing: Routing) -> list[Flowable]:
    """Who answers, the explanation, and whether more answers are allowed."""
    _, styles = kit._, kit.styles
    found: list[Flowable] = []
    sentence = routing.sentence(item)
    if sentence:
        told = " ".join(filter(None, (sentence, routing.onward(item))))
        box = Box(pad=(3, 8, 3, 10), fill=kit.house.tint, radius=0, stripe=kit.house.accent, stripe_width=3)
        found.append(Panel([kit.text(told, styles.like(styles.cell, size=9.5, leading=12.5))], box, after=3))
    small = styles.like(styles.small, size=9.5, leading=12.5, after=2)
    for condition, variant in routing.variants(item):
        if condition is not None and (variant.question or variant.explanation):
            told = _("Als {condition}, is de vraag: {question}").format(
                condition=condition, question=variant.question or item.question
            )
            found.append(kit.text(" ".join(filter(None, (told, variant.explanation))), small))
    words = [item.explanation] if item.explanation else []
    if item.kind == "multiple":
        words.append(_("Er mogen meer kruisjes staan."))
    if words:
        found.append(kit.text(" ".join(words), small))
    return found


def _answers(kit: Kit, item: Item, routing: Routing) -> list[Flowable]:
    _ = kit._
    labels = {
        option.id: _label(option, routing) for option in item.options if routing.is_ever_offered(option)
    }
    labels |= {answer: _(text) for answer, text in RESERVED_TEXTS.items()}
    # What nobody is offered on these sheets leaves a gap in the codes: the same code types it in from any
    # sheet.
    choices = Choices(
        kit, {code: labels[answer] for code, answer in answer_codes(item).items() if answer in labels}
    )
    if item.number is None:
        return [choices]
    asked = item.number
    said = _("{unit} ({least} tot en met {most})").format(
        unit=asked.unit, least=kit.figure(asked.least), most=kit.figure(asked.most)
    )
    unit = kit.text(said, kit.styles.like(kit.styles.cell, after=0))
    return [Columns([[_field(kit, 22)], [unit]], [64, None], gap=8, middle=True, after=4), choices]


def _label(option: AnswerOption, routing: Routing) -> str:
    """The label, and for whom it is when not everybody can choose it."""
    told = routing.offered_to(option)
    return f"{option.label} ({told})" if told else option.label


class Choices(Block):
    """Answers with a code and a box to tick, in as many columns as their words allow; read column by column,
    as a list.
    """

    before = 2.0

    def __init__(self, kit: Kit, answers: dict[str, str]) -> None:
        super().__init__()
        style = kit.styles.like(
            kit.styles.item, size=10, leading=13, after=0, indent=CODE + TICK_BOX + 6, hyphenated=False
        )
        self.texts = kit.bullets(list(answers.values()), style)
        for text, code in zip(self.texts, answers, strict=True):
            text.label = (text.label[0], code) if text.label else None
        self.colour, self.gap = kit.house.ink, 2.5
        self.columns: list[Sequence[Text]] = []

    def measure(self, width: float) -> float:
        self.columns = next(columns for count in (3, 2, 1) if (columns := self._in_columns(count, width)))
        return max(sum(text.height + self.gap for text in column) - self.gap for column in self.columns)

    def _in_columns(self, count: int, width: float) -> list[Sequence[Text]]:
        """The answers over `count` columns; nothing when a label would need a second line there."""
        self.room = (width - COLUMN_GAP * (count - 1)) / count
        for text in self.texts:
            text.wrap(self.room)
            if count > 1 and len(text.lines) > 1:
                return []
        if count > 1 and len(self.texts) < 2 * count:
            return []
        rows = -(-len(self.texts) // count)
        return [self.texts[start : start + rows] for start in range(0, len(self.texts), rows)]

    def draw(self) -> None:
        for number, column in enumerate(self.columns):
            left, top = number * (self.room + COLUMN_GAP), self.height
            for text in column:
                text.draw_at(self.canv, left, top)
                tick_box(self.canv, left + CODE, top - text.style.leading / 2, self.colour)
                top -= text.height + self.gap


def main(arguments: list[str] | None = None) -> int:
    """Writes the file; returns 0, or 2 when the content cannot be used (told on standard error)."""
    parser = Parser(
        prog="python -m pdf.paper", description="De vragenlijst op papier, om met een pen in te vullen."
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="BESTAND.pdf", help="waar het bestand komt"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="nl", help="taal van de vragen")
    parser.add_argument("--quick", action="store_true", help="alleen de vragen van de snelle scan")
    options = parser.parse_args(arguments)
    try:
        content = load_content(language=options.language)
        file = render_paper(content, load_region(language=options.language), options.quick)
    except ContentError as error:
        print("\n\n".join(mistake.say(options.language) for mistake in error.mistakes), file=sys.stderr)
        return 2
    except LogoError as error:
        print(error, file=sys.stderr)
        return 2
    options.out.write_bytes(file)
    return 0


if __name__ == "__main__":
    run(main)
