"""Who asks this and how: the page about the scan, and a page of sample advice to look at before one begins."""

from __future__ import annotations

from html import escape
from random import Random
from urllib.parse import urlsplit

from markupsafe import Markup

from data.house_style import logo_data_uri
from data.region import Region, load_region
from data.region_help import LocalHelp
from questionnaire.language.numbers import score as shown
from questionnaire.language.translation import translator
from questionnaire.simulate import simulated_business
from scoring.advising.advice import Advice, advise
from scoring.advising.in_words import actions, hours
from scoring.content import Content
from scoring.loading import load_content
from scoring.results import Score
from screens.markup import fold, listed, paragraph
from screens.session.request_language import texts, with_language
from web.assets import Assets
from web.pages.frame import render_page

LICENCE = "EUPL-1.2"
_MOST_SOURCES = 14
_MOST_HOURS = 6
_TRIES = 50  # made-up businesses among which one fits the sample


def about_page(assets: Assets, language: str) -> Markup:
    """Sender, method, sources, people, code and licence."""
    _ = texts(language)
    region, content = load_region(language=language), load_content(language=language)
    title = _("Over deze scan")
    body = (
        f"<h1>{escape(title)}</h1>"
        + _who(region, language)
        + _how(content, language)
        + _sources(content, language)
        + _made(region, language)
    )
    # Safe: every text in it is escaped where it is put in, here or by `screens/markup.py`.
    return render_page(assets, "inside.html", language, title, path="/over", inside=Markup(body))


def _who(region: Region, language: str) -> str:
    _ = texts(language)
    programme = region.programme
    logo = (
        f'<img class="dw-logo" src="{logo_data_uri(region.house_style)}" alt="">'
        if region.house_style.logo
        else ""
    )
    told = paragraph(programme.motto, "dw-lead") if programme.motto else ""
    by = _("Deze scan is van {programme}.").format(programme=programme.name)
    if programme.sender:
        by += " " + _("Afzender: {sender}.").format(sender=programme.sender)
    sites = {h.id: h for h in region.local_help}
    members = "".join(f"<li>{_member(m.label, m.local_help, sites)}</li>" for m in region.municipalities)
    return f"<h2>{escape(_('Wie vraagt dit?'))}</h2>{logo}{told}{paragraph(by)}" + fold(
        _("De gemeenten"), f'<ul class="dw-members">{members}</ul>'
    )


def _member(label: str, help_ids: tuple[str, ...], sites: dict[str, LocalHelp]) -> str:
    own = next((sites[i].url for i in help_ids if i in sites and sites[i].title.endswith(label)), None)
    return f'<a href="{escape(own)}">{escape(label)}</a>' if own else escape(label)


def _how(content: Content, language: str) -> str:
    _ = texts(language)
    crimes = len(content.threats.threats) if content.threats else 0
    steps = [
        _("U vertelt kort wat voor bedrijf u heeft. Vragen die niet passen, slaan we over."),
        _("We vragen naar wat u doet en wanneer, niet naar wat u ervan vindt."),
        _(
            "Antwoorden leveren punten op. Wat het hardst nodig is, telt het zwaarst. ‘Weet ik niet’ telt nog niet mee als geregeld."
        ),
    ]
    if content.rule.levels:
        names = ", ".join(level.title for level in content.rule.levels)
        steps.append(
            _("De volledige scan geeft een score van 0 tot 100 en een niveau: {levels}.").format(levels=names)
        )
    if crimes:
        steps.append(
            _("Daarnaast ziet u wat {count} soorten criminelen bij u tegenkomen, stap voor stap.").format(
                count=crimes
            )
        )
    steps.append(
        _(
            "Uit {count} maatregelen kiezen we wat bij u past. Wat gevaar wegneemt en weinig moeite kost, komt eerst."
        ).format(count=len(content.measures))
    )
    more = _(
        "Bij elk cijfer in uw resultaat staat hoe het tot stand kwam. Een diploma of keurmerk is het niet."
    )
    return f"<h2>{escape(_('Hoe werkt het?'))}</h2>{listed(steps)}{paragraph(more)}"


def _sources(content: Content, language: str) -> str:
    _ = texts(language)
    count: dict[str, int] = {}
    for measure in content.measures.values():
        host = urlsplit(str(measure.source)).netloc.removeprefix("www.")
        if host:
            count[host] = count.get(host, 0) + 1
    most = sorted(count, key=lambda host: (-count[host], host))[:_MOST_SOURCES]
    told = _("Elke maatregel heeft een bron en een dag waarop iemand hem nakeek. De meeste komen van:")
    return f"<h2>{escape(_('Waar komt het vandaan?'))}</h2>{paragraph(told)}{listed(most)}" if most else ""


def _made(region: Region, language: str) -> str:
    _ = texts(language)
    about = region.responsible
    code = _("De code is open, met de licentie {licence}. Iedereen mag hem lezen en gebruiken.").format(
        licence=LICENCE
    )
    link = f' <a href="{escape(about.code_url)}">{escape(about.code_url)}</a>' if about.code_url else ""
    people = listed(about.people) if about.people else ""
    return (
        f"<h2>{escape(_('Wie maakt het, en bij wie kunt u terecht?'))}</h2>{people}{paragraph(about.contact)}"
        f"<p>{escape(code)}{link}</p>"
        f'<p><a class="dw-alone" href="{with_language("/voorbeeld", language)}">{escape(_("Bekijk een voorbeeld van het advies"))}</a></p>'
        f'<p><a class="dw-button" href="{with_language("/", language)}">{escape(_("Naar de scan"))}</a></p>'
    )


def sample_page(assets: Assets, language: str) -> Markup:
    """One page of the advice for a made-up business, with the real questions, rules and measures."""
    _ = texts(language)
    content = load_content(language=language)
    score, advice = _sample(content)
    title = _("Zo ziet uw advies eruit")
    about = [
        option.label
        for role in ("size", "sector", "ict")
        for option in content.questionnaire.role_options(role)
        if option.id == content.questionnaire.role_answer(role, score.counting)
    ]
    level = f" · {score.level.title}" if score.level else ""
    body = (
        f"<h1>{escape(title)}</h1>"
        + paragraph(_("Een verzonnen bedrijf, met echte vragen en echt advies."), "dw-lead")
        + (f'<p class="dw-note">{escape(" · ".join(about))}</p>' if about else "")
        + f'<p class="dw-sample-score"><strong>{shown(score.score_pct)}</strong> {escape(_("van 100"))}{escape(level)}</p>'
        + f"<h2>{escape(_('Doe dit deze week'))}</h2>"
        + _week(advice, language)
        + _rest(advice, language)
        + f'<p><a class="dw-button" href="{with_language("/", language)}">{escape(_("Naar de scan"))}</a></p>'
    )
    # Safe: every text in it is escaped where it is put in, here or by `screens/markup.py`.
    return render_page(assets, "inside.html", language, title, path="/voorbeeld", inside=Markup(body))


def _sample(content: Content) -> tuple[Score, Advice]:
    """The first made-up business with a full week to do and nothing burning; the same in every language."""
    rng = Random(11)
    found = None
    for _try in range(_TRIES):
        score = content.score(simulated_business(content.questionnaire, rng, maturity=0.2))
        advice = advise(content, score)
        found = score, advice
        if score.level and len(advice.week) == 3 and _is_fair(content, score, advice):
            break
    if found is None:
        raise ValueError("no business was made up")
    return found


def _is_fair(content: Content, score: Score, advice: Advice) -> bool:
    """Whether a reader finds an ordinary case: some colleagues, nothing burning, a few hours of work."""
    alone = content.questionnaire.works_alone(score.counting)
    return (
        not alone
        and sum(r.hours for r in advice.week) <= _MOST_HOURS
        and not any(r.acute for r in advice.week)
    )


def _week(advice: Advice, language: str) -> str:
    _ = texts(language)
    return (
        '<ol class="dw-steps">'
        + "".join(
            f"<li><strong>{escape(r.measure.title)}</strong>{paragraph(r.measure.why or '')}"
            + paragraph(hours(r.hours, language), "dw-soft")
            + fold(_("Zo doet u dat"), listed(r.steps, ordered=True), r.measure.title)
            + "</li>"
            for r in advice.week
        )
        + "</ol>"
    )


def _rest(advice: Advice, language: str) -> str:
    _ = translator(language).gettext
    left = len(advice.recommendations) - len(advice.week)
    if left <= 0:
        return ""
    told = _("Daarna: {actions}, als dit bedrijf zover is.").format(actions=actions(left, language))
    more = _("U krijgt ook een PDF, een agenda, en vragen om door te sturen aan wie u met ICT helpt.")
    return paragraph(told) + paragraph(more)
