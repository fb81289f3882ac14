"""The pages of the studio: what there is to change, one part of it, and the proposal with what it does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel.numbers import format_decimal
from markupsafe import Markup

from data import clock
from data.content.editions import kept_editions
from data.organisers.accounts import Account
from data.region import load_region
from data.studio.changes import Change
from data.studio.effects import Effect, Reach
from data.studio.files import content_files, model_of
from data.studio.proposals import Proposal, proposals, publications
from data.studio.words import GROUPS, key_name, shown, title_of, trail
from data.studio.working_copy import WorkingCopy
from questionnaire.authoring.mistakes import Mistake
from questionnaire.authoring.sources import parse_source
from questionnaire.content_folder import ROOT
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import LANGUAGES, TRANSLATED
from questionnaire.models import Item, Section
from questionnaire.routing import RESERVED_TEXTS, Routing
from screens.session.request_language import texts
from screens.stylesheets import STYLES
from web.assets import Assets
from web.pages.frame import render_page
from web.pages.studio.conditions import answers_of, in_words
from web.pages.studio.forms import PartView

PAGE = "/team/inhoud"
FEW = 3  # findings that are told at once; the rest is folded
Ids = dict[str, dict[str, str]]


class StudioPages:
    """The pages for one member of the team, in one language."""

    def __init__(
        self, assets: Assets, language: str, account: Account, copy: WorkingCopy, own: Proposal
    ) -> None:
        self.assets, self.language, self.account = assets, language, account
        self.copy, self.own, self._ = copy, own, texts(language)

    def _page(self, template: str, title: str, **values: Any) -> Markup:
        return render_page(
            self.assets,
            template,
            self.language,
            title,
            styles=(*STYLES, "pages/studio"),
            page=PAGE,
            count=len(self.own.changes),
            errors=sum(mistake.severity == "error" for mistake in self.copy.mistakes),
            conflicts=len(self.copy.conflicts),
            **values,
        )

    def overview(self) -> Markup:
        """Everything that can be changed, and which proposals there are."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for file in content_files(self.copy.root):
            data = parse_source(file, (self.copy.root / file).read_text("utf-8")).data
            group = file.rpartition("/")[0]
            entries = data.get("items") if isinstance(data, dict) and model_of(file) is Section else None
            listed = data if isinstance(data, tuple) else entries or ()
            inside = "items/" if entries else ""
            groups.setdefault(group, []).append(
                {
                    "file": file,
                    "title": title_of(data, file.rpartition("/")[2].removesuffix(".yaml")),
                    "entries": [
                        (f"{inside}{one['id']}", title_of(one))
                        for one in listed
                        if isinstance(one, dict) and "id" in one
                    ],
                }
            )
        others = [
            {"login": one.login, "name": one.name, "many": len(one.changes)}
            for one in proposals()
            if one.state == "proposed"
        ]
        order = [
            {"name": self._(GROUPS[group]), "files": groups[group]} for group in GROUPS if group in groups
        ]
        return self._page("studio.html", self._("Inhoud wijzigen"), groups=order, proposed=others)

    def part(
        self,
        view: PartView,
        ids: Ids,
        typed: Mapping[str, str] | None = None,
        problems: Mapping[str, str] | None = None,
        also: list[str] | None = None,
        saved: bool = False,
    ) -> Markup:
        """One part of a file, with what is wrong with it and how respondents see it."""
        _, steps = self._, view.steps
        told = {name: _(problem) for name, problem in (problems or {}).items()}
        here, elsewhere = self._findings(view)
        way = trail(self.copy.root, view.file, steps)
        live = self.copy.edition
        questionnaire = live.contents["nl"].questionnaire if live is not None else None
        conditions = [
            {
                "plek": "/".join((*steps, field.key)),
                "name": key_name(field.key).say(self.language),
                "words": in_words(value, questionnaire, self.language)
                if value is not None and questionnaire
                else "",
                "there": value is not None,
                "key": field.key,
            }
            for field, value in view.conditions()
        ]
        item = self._item(view)
        return self._page(
            "studio_part.html",
            title_of(view.value, way[-1][1]),
            file=view.file,
            plek="/".join(steps),
            way=[("/".join(place), name) for place, name in way[:-1]],
            rows=view.rows(dict(typed or {}), told, ids),
            lists=list(view.lists()),
            conditions=conditions,
            others=list(view.others()),
            here=here[:FEW],
            more=here[FEW:],
            elsewhere=len(elsewhere),
            problems=bool(told),
            problem=told.get("", ""),
            previews=self._previews(item) if item else [],
            item=item or "",
            also=also or [],
            saved=saved,
            sentence=self._sentence(item) if item else "",
        )

    def _item(self, view: PartView) -> str | None:
        """The id of the question that a place belongs to."""
        known = len(view.steps) > 1 and view.steps[0] == "items" and model_of(view.file) is Section
        return view.steps[1] if known else None

    def _sentence(self, item_id: str) -> str:
        live = self.copy.edition
        item = live.contents[self.language].questionnaire.items.get(item_id) if live is not None else None
        if live is None or item is None:
            return ""
        routing = Routing(live.contents[self.language].questionnaire, self.language)
        try:
            return routing.sentence(item) or self._("Iedereen krijgt deze vraag.")
        except KeyError:
            return self._("Niemand krijgt deze vraag.")

    def _previews(self, item_id: str) -> list[dict[str, Any]]:
        live, found = self.copy.edition, []
        for language in LANGUAGES if live is not None else ():
            item = live.contents[language].questionnaire.items.get(item_id) if live is not None else None
            if item is not None:
                found.append({"language": language, "item": item, "answers": _offered(item, language)})
        return found

    def _findings(self, view: PartView) -> tuple[list[dict[str, Any]], list[Mistake]]:
        """What is wrong in this part, what blocks first; and what is wrong elsewhere."""
        lines = [line for place, line in view.source.lines.items() if place[: len(view.place)] == view.place]
        first, last = (min(lines), max(lines)) if lines else (0, 0)
        here, elsewhere = [], []
        for mistake in self.copy.mistakes:
            if mistake.file == view.file and first <= mistake.line <= last:
                here.append(self._finding(mistake))
            else:
                elsewhere.append(mistake)
        return here, elsewhere

    def _finding(self, mistake: Mistake, where: str = "") -> dict[str, Any]:
        """What is wrong and what to do: here, and not at a command line."""
        remedy = mistake.remedy.say(self.language)
        if mistake.code in ("translation_missing", "translation_changed"):
            remedy = self._("vul de vertaling in, onder de Nederlandse tekst.")
        told = mistake.message.say(self.language)
        return {"error": mistake.severity == "error", "where": where, "told": told, "remedy": remedy}

    def adding(
        self,
        file: str,
        plek: str,
        rows: list[dict[str, Any]],
        examples: list[dict[str, str]],
        problem: str = "",
    ) -> Markup:
        """The form for one more entry of a list."""
        steps = tuple(plek.split("/")) if plek else ()
        way = trail(self.copy.root, file, steps)
        return self._page(
            "studio_add.html",
            self._("Voeg toe"),
            file=file,
            plek=plek,
            way=[("/".join(place), name) for place, name in way],
            rows=rows,
            examples=examples,
            problem=problem,
        )

    def condition(
        self,
        file: str,
        plek: str,
        value: Any,
        found: tuple[str, list[Any]] | None,
        reach: Reach | None,
        pending: str = "",
    ) -> Markup:
        """For whom something is: rows of answers, and who that comes to."""
        steps, live = tuple(plek.split("/")), self.copy.edition
        items = live.contents[self.language].questionnaire.items if live is not None else {}
        own = steps[1] if steps[0] == "items" and len(steps) > 1 else ""
        before = list(items)[: list(items).index(own)] if own in items else list(items)
        rows = []
        mode, known = found or ("all", [])
        for row in known:
            if row.item in items:
                told = answers_of(items[row.item], self.language)
                answers = [
                    (a, self._(t) if a in RESERVED_TEXTS else t, a in row.answers) for a, t in told.items()
                ]
                rows.append(
                    {
                        "item": row.item,
                        "question": items[row.item].question,
                        "none": row.none_of,
                        "answers": answers,
                    }
                )
        if pending in items and all(row["item"] != pending for row in rows):
            told = answers_of(items[pending], self.language)
            answers = [(a, self._(t) if a in RESERVED_TEXTS else t, False) for a, t in told.items()]
            rows.append(
                {"item": pending, "question": items[pending].question, "none": False, "answers": answers}
            )
        way = trail(self.copy.root, file, steps)
        return self._page(
            "studio_condition.html",
            key_name(steps[-1]).say(self.language),
            file=file,
            plek=plek,
            way=[("/".join(place), name) for place, name in way],
            rows=rows,
            mode=mode,
            simple=found is not None,
            usable=live is not None,
            words=in_words(value, live.contents[self.language].questionnaire, self.language)
            if live and value is not None
            else "",
            offered=[(one, items[one].question) for one in before if items[one].kind != "number"],
            reach=reach or "",
            skips=steps[-1] == "skip_if",
        )

    def proposal(
        self,
        found: Proposal,
        copy: WorkingCopy,
        effect: Effect | None,
        may: bool,
        problem: str = "",
        done: str = "",
    ) -> Markup:
        """The changes in words, what is wrong, who changes level, and the buttons."""
        mistakes = copy.mistakes
        told = [self._finding(m, f"{m.file}:{m.line}") for m in mistakes]
        levels = (
            {level.id: level.title for level in copy.edition.contents[self.language].rule.levels}
            if copy.edition
            else {}
        )
        return self._page(
            "studio_proposal.html",
            self._("Het voorstel"),
            found=found,
            mine=found.login == self.account.login,
            changes=[self._change(number, change, copy) for number, change in found.changes],
            seen=",".join(str(number) for number, _change in found.changes),
            few=told[:FEW],
            more=told[FEW:],
            blocked=any(one["error"] for one in told) or bool(copy.conflicts),
            effect=self._effect(effect, levels) if effect else "",
            may=may,
            alone=load_region().publish_alone,
            problem=problem,
            done=done,
        )

    def _effect(self, effect: Effect, levels: dict[str, str]) -> dict[str, Any]:
        def pct(value: float | None) -> str:
            return "–" if value is None else format_decimal(value, "0.0", locale=self.language)

        rows = [
            {
                "name": one.name,
                "before": f"{pct(one.before_pct)} · {levels.get(one.before_level or '', one.before_level or '–')}",
                "after": f"{pct(one.after_pct)} · {levels.get(one.after_level or '', one.after_level or '–')}",
                "moves": one.moves_level,
                "open": len(one.to_answer),
            }
            for one in effect.examples
        ]
        return {
            "rows": rows,
            "same": effect.of_examples - len(rows),
            "moved": effect.moved,
            "made_up": effect.made_up,
            "mean": format_decimal(effect.mean_change, "+0.0;-0.0", locale=self.language),
            "asked": [format_decimal(number, "0.0", locale=self.language) for number in effect.asked],
        }

    def _change(self, number: int, change: Change, copy: WorkingCopy) -> dict[str, Any]:
        _ = self._
        kinds = {
            "insert": _("erbij"),
            "remove": _("weg"),
            "move": _("verplaatst"),
            "translate": _("vertaling"),
            "set": "",
        }
        if change.kind == "translate":
            mark = next((m for m in TRANSLATED if f"/{m}/" in change.file), "")
            return self._told(
                number, [change.steps[0]], mark.upper(), change.old or "–", change.new or "–", copy
            )
        place = change.steps if change.kind != "set" else change.steps[:-1]
        names = [name for _place, name in trail(copy.root, change.file, place)]
        key = next((step for step in reversed(change.steps) if not step.isdigit()), "")
        label = kinds[change.kind] or key_name(key).say(self.language)
        old, new = (
            ("", shown(change.new)) if change.kind == "insert" else (shown(change.old), shown(change.new))
        )
        if change.kind == "remove":
            old, new = shown(change.old), "–"
        if change.kind == "move":
            old, new = "", _("omhoog") if change.new == -1 else _("omlaag")
        return self._told(number, names, label, old, new, copy)

    def _told(
        self, number: int, names: list[str], label: str, old: str, new: str, copy: WorkingCopy
    ) -> dict[str, Any]:
        clash = number in copy.conflicts
        now = shown(copy.conflicts[number]) if clash else ""
        return {
            "number": number,
            "where": names,
            "label": label,
            "old": old,
            "new": new,
            "clash": clash,
            "now": now,
        }

    def history(self, problem: str = "") -> Markup:
        """What went live, by whom and why; and the editions that can come back or be withdrawn."""
        editions = [
            {
                "id": one.id,
                "version": one.version,
                "since": _moment(one.since, self.language),
                "live": one.live,
                "withdrawn": one.withdrawn.reason if one.withdrawn else "",
            }
            for one in kept_editions()
        ]
        return self._page(
            "studio_history.html",
            self._("Wat er live ging"),
            editions=editions,
            published=[
                {"one": one, "moment": _moment(datetime.fromisoformat(one.at), self.language)}
                for one in publications()
            ],
            problem=problem,
            in_git=(ROOT / ".git").exists(),
        )


def _offered(item: Item, language: str) -> list[str]:
    say = texts(language)
    found = answers_of(item, language)
    return [say(told) if one in RESERVED_TEXTS else told for one, told in found.items()]


def _moment(at: datetime, language: str) -> str:
    local = at.astimezone(clock.zone())
    return f"{day_in_words(local.date(), language)} {local:%H:%M}"
