"""The studio at /team/inhoud: for signed-in members of the team alone, each page and each change asked anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from difflib import unified_diff

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from data import clock
from data.content.editions import EditionError, withdraw
from data.organisers import audit
from data.organisers.accounts import Account
from data.studio.changes import Change
from data.studio.effects import effect, reach
from data.studio.files import all_files, content_files
from data.studio.proposals import (
    Proposal,
    StudioError,
    add_changes,
    drop_changes,
    proposal_of,
    proposals,
    propose,
)
from data.studio.publishing import may_publish, publish, put_back
from data.studio.working_copy import WorkingCopy, working_copy
from questionnaire.authoring.sources import parse_source
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import N_
from questionnaire.studio.editing import CannotEdit, Steps, plain, resolve, value_at
from scoring.editions.current import live_content
from screens.events import access
from screens.session.request_language import language_of, texts, with_language
from web.assets import Assets
from web.pages.error_pages import not_found
from web.pages.studio.adding import KINDS, Adding
from web.pages.studio.conditions import condition_of, rows_in, rows_of
from web.pages.studio.forms import PartView
from web.pages.studio.page import PAGE, Ids, StudioPages
from web.routes.forms import own_form

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
MOST_SENT = 200_000  # bytes: a measure with all its steps in three languages
_Handler = Callable[["Visit"], Response]


class Visit:
    """One request of a member of the team: who, in which language, about which place, and what was sent."""

    def __init__(
        self,
        assets: Assets,
        account: Account,
        language: str,
        query: dict[str, str],
        form: dict[str, str] | None,
    ) -> None:
        self.assets, self.account, self.language = assets, account, language
        self.query, self.form = query, form or {}
        self.posted = form is not None
        self.own = proposal_of(account.login)
        self.copy = working_copy(self.own.changes)
        self.file, self.plek = query.get("bestand", ""), query.get("plek", "")

    @property
    def steps(self) -> Steps:
        """The place that the address names."""
        return tuple(self.plek.split("/")) if self.plek else ()

    def pages(self) -> StudioPages:
        """The pages for this member, with the changes of now."""
        self.own = proposal_of(self.account.login)
        self.copy = working_copy(self.own.changes)
        return StudioPages(self.assets, self.language, self.account, self.copy, self.own)

    def view(self, steps: Steps | None = None) -> PartView:
        """What the address names. Raises CannotEdit for a file or place that is not there."""
        if self.file not in content_files(self.copy.root):
            raise CannotEdit(self.file)
        return PartView(self.copy, self.file, self.steps if steps is None else steps, self.language)

    def ids(self) -> Ids:
        """What a list of ids can take."""
        content = self.copy.edition or None
        measures = (
            content.contents[self.language].measures if content else live_content(self.language).measures
        )
        region = parse_source(
            "data/region.yaml", (self.copy.root / "data/region.yaml").read_text("utf-8")
        ).data
        helps = region.get("local_help", ()) if isinstance(region, dict) else ()
        return {
            "measures": {one.id: one.title for one in measures.values()},
            "local_help": {
                one["id"]: one.get("title", "") for one in helps if isinstance(one, dict) and "id" in one
            },
        }

    def add(self, changes: list[Change]) -> str:
        """Adds changes when they can be made; else what is wrong, and nothing is added."""
        pending = [(-number, change) for number, change in enumerate(changes, 1)]
        tried = working_copy((*self.own.changes, *pending))
        if any(number in tried.conflicts for number, _change in pending):
            return texts(self.language)(
                N_("Dit kan hier niet staan, of iets anders staat er al. Er is niets bewaard.")
            )
        add_changes(self.account.login, changes)
        return ""

    def to(self, path: str, **query: str) -> Response:
        """On to another page."""
        return RedirectResponse(
            with_language(PAGE + path, self.language, **query), status_code=303, headers=PRIVATE
        )


class StudioRoutes:
    """The handlers; each runs in a thread, since files are read and checked."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        handlers: dict[str, _Handler] = {
            "": _overview,
            "/deel": _part,
            "/regel": _entry,
            "/erbij": _adding,
            "/wie": _condition,
            "/voorstel": _proposal,
            "/uitgaven": _history,
            "/verschil": _difference,
        }
        return [
            Route(PAGE + path, self._for_team(handler), methods=["GET", "POST"])
            for path, handler in handlers.items()
        ]

    def _for_team(self, handler: _Handler) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            language = language_of(request.scope)
            account = await to_thread.run_sync(access.signed_in, request.headers.get("cookie", ""))
            if account is None or account.role != "team":
                return self._nothing(language)
            form = await own_form(request, MOST_SENT) if request.method == "POST" else None
            query = dict(request.query_params)

            def answered() -> Response:
                try:
                    return handler(Visit(self.assets, account, language, query, form))
                except CannotEdit:
                    return self._nothing(language)

            return await to_thread.run_sync(answered)

        return answer

    def _nothing(self, language: str) -> Response:
        response = not_found(self.assets, language)
        response.headers.update(PRIVATE)
        return response


def _html(page: str, status: int = 200) -> Response:
    return HTMLResponse(page, status_code=status, headers=PRIVATE)


def _overview(visit: Visit) -> Response:
    return _html(visit.pages().overview())


def _part(visit: Visit) -> Response:
    view = visit.view()
    if not visit.posted:
        saved = "bewaard" in visit.query
        return _html(visit.pages().part(view, visit.ids(), also=_others_at(visit), saved=saved))
    yaml = next((key.removeprefix("yaml:") for key in visit.form if key.startswith("yaml:")), None)
    changes, problems = _as_written(view, yaml, visit.form) if yaml else view.asked(visit.form)
    if changes and (refused := visit.add(changes)):
        problems[""] = refused
    if problems:
        page = visit.pages().part(visit.view(), visit.ids(), visit.form, problems, _others_at(visit))
        return _html(page, 409)
    return visit.to("/deel", bestand=visit.file, plek=visit.plek, bewaard="ja")


def _as_written(view: PartView, key: str, form: dict[str, str]) -> tuple[list[Change], dict[str, str]]:
    """A value that somebody wrote as YAML: read as plain values, and written by us."""
    typed = form[f"yaml:{key}"].replace("\r\n", "\n").strip()
    now = view.value.get(key) if isinstance(view.value, dict) else None
    if key not in {field.key for field in view.fields} or form.get(f"was:{key}") != next(
        (one["value"] for one in view.others() if one["key"] == key), ""
    ):
        return [], {"": N_("Dit is intussen veranderd. Hieronder staat wat u typte; kijk wat u wilt houden.")}
    source = parse_source("value", typed) if typed else None
    if source is not None and (source.data is None or source.mistakes):
        return [], {"": N_("Dit is geen leesbare YAML. Er is niets bewaard.")}
    value = plain(source.data) if source is not None else None
    return ([Change("set", view.file, (*view.steps, key), now, value)] if value != now else []), {}


def _others_at(visit: Visit) -> list[str]:
    """Colleagues who changed something in this part and did not put it live yet."""
    return [
        one.login
        for one in proposals()
        if one.login != visit.account.login
        and any(
            c.file == visit.file and c.steps[: len(visit.steps)] == visit.steps for _number, c in one.changes
        )
    ]


def _entry(visit: Visit) -> Response:
    """An entry goes up, down or away."""
    view, deed = visit.view(), visit.form.get("doe", "")
    if not visit.posted or not visit.steps:
        raise CannotEdit(visit.plek)
    if deed == "weg":
        change = Change("remove", visit.file, visit.steps, view.value, None)
    elif deed in ("omhoog", "omlaag"):
        change = Change("move", visit.file, visit.steps, None, -1 if deed == "omhoog" else 1)
    else:
        raise CannotEdit(deed)
    parent = visit.steps[:-1]
    while parent and isinstance(visit.view(parent).value, tuple):
        parent = parent[:-1]
    if refused := visit.add([change]):
        return _html(visit.pages().part(visit.view(parent), visit.ids(), problems={"": refused}), 409)
    return visit.to("/deel", bestand=visit.file, plek="/".join(parent), bewaard="ja")


def _adding(visit: Visit) -> Response:
    adding = Adding(visit.view(()), visit.steps)
    _ = texts(visit.language)
    problem = ""
    if visit.posted:
        try:
            change = adding.asked(visit.form, _taken(visit))
            problem = visit.add([change]) if change is not None else _(N_("Vul in wat een * heeft."))
        except ValueError:
            change, problem = None, _(N_("Schrijf bij een getal alleen een getal, zoals 2 of 2,5."))
        if change is not None and not problem:
            known = isinstance(change.new, dict) and "id" in change.new
            steps = (*visit.steps, change.new["id"]) if known else visit.steps[:-1]
            return visit.to("/deel", bestand=visit.file, plek="/".join(steps), bewaard="ja")
    examples = [
        {"name": name, "title": _(title), "when": _(when), "example": _(example)}
        for name, (title, when, example, _made) in (KINDS.items() if adding.asks_kind else ())
    ]
    rows = adding.rows(visit.form, visit.language, visit.ids())
    page = visit.pages().adding(visit.file, visit.plek, rows, examples, problem)
    return _html(page, 400 if problem else 200)


def _taken(visit: Visit) -> set[str]:
    """Every id of the list that is added to, and of all questions and measures."""
    view = visit.view(())
    entries = value_at(view.source.data, resolve(view.source.data, visit.steps))
    found = {str(one["id"]) for one in entries if isinstance(one, dict) and "id" in one}
    live = live_content()
    return found | set(
        live.questionnaire.items
        if visit.steps[-1:] == ("items",)
        else live.measures
        if not visit.steps
        else ()
    )


def _condition(visit: Visit) -> Response:
    owner = visit.view(visit.steps[:-1])
    key = visit.steps[-1] if visit.steps else ""
    if key not in {field.key for field, _value in owner.conditions()}:
        raise CannotEdit(key)
    now = owner.value.get(key)
    if visit.posted:
        edition = visit.copy.edition
        if edition is None or rows_of(now) is None:
            raise CannotEdit(key)
        value = plain(condition_of(*rows_in(visit.form, edition.contents["nl"].questionnaire)))
        pending = visit.form.get("erbij", "")
        if value != now and (value is not None or not pending):
            change = Change("set", visit.file, visit.steps, now, value)
            if refused := visit.add([change]):
                return _html(visit.pages().part(owner, visit.ids(), problems={"": refused}), 409)
        if pending:
            return visit.to("/wie", bestand=visit.file, plek=visit.plek, erbij=pending)
        return visit.to("/deel", bestand=visit.file, plek="/".join(visit.steps[:-1]), bewaard="ja")
    edition, found = visit.copy.edition, None
    if key == "skip_if" and edition is not None and len(visit.steps) > 1:
        items = edition.contents["nl"].questionnaire.items
        found = reach(edition.contents["nl"], visit.steps[1]) if visit.steps[1] in items else None
    page = visit.pages().condition(
        visit.file, visit.plek, now, rows_of(now), found, visit.query.get("erbij", "")
    )
    return _html(page)


def _proposal(visit: Visit) -> Response:
    author = visit.query.get("van") or visit.account.login
    _ = texts(visit.language)
    problem = ""
    if visit.posted:
        try:
            if (answer := _done(visit, author)) is not None:
                return answer
        except StudioError as error:
            problem = _(error.text).format(**error.fields)
    pages = visit.pages()
    found = visit.own if author == visit.account.login else _of_colleague(author)
    copy = working_copy(found.changes)
    usable = copy.edition if found.changes else None
    changed = effect(live_content(), usable.contents["nl"]) if usable is not None else None
    done = _("Dit staat live.") if "live" in visit.query else ""
    page = pages.proposal(found, copy, changed, may_publish(visit.account.login, found), problem, done)
    return _html(page, 409 if problem else 200)


def _of_colleague(login: str) -> Proposal:
    """What a colleague proposed. Raises CannotEdit for who has changed nothing."""
    found = next((one for one in proposals() if one.login == login), None)
    if found is None:
        raise CannotEdit(login)
    return found


def _done(visit: Visit, author: str) -> Response | None:
    """What a button of the proposal asks for. Raises StudioError."""
    deed, form = visit.form.get("doe", ""), visit.form
    if deed == "live":
        seen = tuple(int(part) for part in form.get("gezien", "").split(",") if part.isdigit())
        publish(author, visit.account.login, seen)
        return visit.to("/voorstel", live="ja")
    if author != visit.account.login:
        return None
    number = int(form["nummer"]) if form.get("nummer", "").isdigit() else 0
    if deed == "terug":
        drop_changes(author, {number})
    elif deed == "opnieuw":
        change = next((c for n, c in visit.own.changes if n == number), None)
        if change is not None and number in visit.copy.conflicts and change.kind in ("set", "translate"):
            drop_changes(author, {number})
            again = Change(change.kind, change.file, change.steps, visit.copy.conflicts[number], change.new)
            add_changes(author, [again])
    elif deed == "stel voor":
        propose(author, form.get("naam", ""), form.get("reden", ""))
    return visit.to("/voorstel")


def _history(visit: Visit) -> Response:
    problem = ""
    if visit.posted:
        edition, deed = visit.form.get("uitgave", ""), visit.form.get("doe", "")
        try:
            if deed == "terug":
                put_back(edition, visit.account.login)
                return visit.to("/uitgaven")
            if deed == "intrekken":
                withdraw(edition, visit.form.get("reden", ""), clock.today())
                audit.note("content withdrawn", visit.account.login, edition)
                return visit.to("/uitgaven")
        except StudioError as error:
            problem = texts(visit.language)(error.text).format(**error.fields)
        except EditionError as error:
            problem = str(error)
    return _html(visit.pages().history(problem), 409 if problem else 200)


def _difference(visit: Visit) -> Response:
    """The lines that change, as a patch for who reviews in git."""
    author = visit.query.get("van") or visit.account.login
    found = visit.own if author == visit.account.login else _of_colleague(author)
    copy: WorkingCopy = working_copy(found.changes)
    lines: list[str] = []
    for path in all_files(copy.root):
        name = path.relative_to(copy.root).as_posix()
        before = (ROOT / name).read_text("utf-8") if (ROOT / name).is_file() else ""
        rows = unified_diff(
            before.splitlines(keepends=True),
            path.read_text("utf-8").splitlines(keepends=True),
            f"a/{name}",
            f"b/{name}",
        )
        lines += rows
    headers = {**PRIVATE, "content-disposition": 'attachment; filename="voorstel.patch"'}
    return PlainTextResponse("".join(lines), headers=headers)
