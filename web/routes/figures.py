"""Downloads of the region's figures: `/cijfers/themes.csv?plaats=municipality.almelo`. Public, like all that
is released.
"""

from __future__ import annotations

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from data.aggregates.folding import this_site
from data.demo import is_example
from data.figures.released import load_released
from data.region import load_region
from pdf.styles import FONTS
from questionnaire.language.dates import quarter_in_words
from scoring.loading import load_content
from screens.dashboard.areas import Kind, all_areas, kinds_of
from screens.dashboard.files import TYPES, Origin, file_of
from screens.dashboard.quarterly import quarterly
from screens.dashboard.table import ChartRequest
from screens.dashboard.tables import tables_of
from screens.downloads.requests import Download
from screens.session.request_language import language_of, texts
from web.assets import Assets
from web.pages.error_pages import not_found

FRESH = {"cache-control": "public, max-age=60"}


class FigureRoutes:
    """The handler; one file at a time, so that pictures never crowd out respondents."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self.making = CapacityLimiter(1)

    def all(self) -> list[BaseRoute]:
        """For `st.App(routes=...)`."""
        return [Route("/cijfers/{name}.{kind}", self.figure)]

    async def figure(self, request: Request) -> Response:
        """One table or picture."""
        language = language_of(request.scope)
        made = await to_thread.run_sync(
            made_for,
            request.path_params["name"],
            request.path_params["kind"],
            dict(request.query_params),
            language,
            limiter=self.making,
        )
        if made is None:
            return not_found(self.assets, language)
        return Response(
            made.body,
            media_type=made.media_type,
            headers={**FRESH, "content-disposition": f'attachment; filename="{made.filename}"'},
        )


def made_for(name: str, kind: str, query: dict[str, str], language: str) -> Download | None:
    """The file that an address asks for; None when there is no such thing."""
    content, region = load_content(language=language), load_region(language=language)
    if (name, kind) == ("kwartaalverslag", "pdf"):
        return quarterly(content, region)
    if name not in (made := tables_of(content)) or kind not in TYPES:
        return None
    areas = all_areas(content, region)
    area = areas.get(query.get("plaats", "total"), areas["total"])
    offered: list[Kind] = [*kinds_of(content), "total"]
    over = next((kind for kind in offered if kind == query.get("over")), offered[0])
    asked = ChartRequest(content, region, load_released(), area, over, query.get("over_wat", "total"))
    return file_of(made[name](asked), kind, origin_of(asked), str(FONTS), as_map=bool(query.get("kaart")))


def origin_of(asked: ChartRequest) -> Origin:
    """Place, period, source and licence of what is asked for. Made-up figures say that they are."""
    language, region = asked.content.language, asked.region
    _ = texts(language)
    note = _(
        "Bron: {source}. Cijfers met opzet een beetje vervaagd; de marge staat erbij. Licentie CC0."
    ).format(source=region.programme.name)
    if is_example(this_site(asked.content)):
        note = f"{_('Voorbeeldgegevens: dit zijn geen echte bedrijven.')} {note}"
    quarters = sorted(asked.released.by_quarter)
    period = _("nog geen cijfers")
    if quarters:
        first, last = (quarter_in_words(q, language) for q in (quarters[0], quarters[-1]))
        period = first if first == last else _("{first} tot en met {last}").format(first=first, last=last)
    whole = asked.area.kind == "total"
    place = region.title if whole else asked.area.label
    last_quarter = quarters[-1] if quarters else ""
    slug = "-".join(part for part in (region.id if whole else asked.area.id, last_quarter) if part)
    return Origin(place, slug.replace("_", "-"), period, note, language)
