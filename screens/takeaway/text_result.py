"""The result in text only: headings, sentences and lists, no figure needed to understand it. Prints well."""

from __future__ import annotations

from html import escape

from data.region import load_region
from questionnaire.saved_scan import SavedScan
from questionnaire.translation import translator
from scoring.advice import PARTS, Recommendation, advise
from scoring.barriers import BarrierState
from scoring.compare import compare
from scoring.content import Content
from scoring.explain import explain
from scoring.loading import load_content
from screens.actions import steps_list
from screens.markup import listed, paragraph, shown
from screens.words import barriers_stand, facts


def text_result_html(scan: SavedScan, language: str) -> str:
    """The inside of a page, with one h1."""
    _ = translator(language).gettext
    content = load_content(language=language)
    score = content.score(scan.responses, scan.quick)
    advice = advise(content, score)
    parts = [f"<h1>{_('Uw resultaat in tekst')}</h1>", paragraph(load_region(language=language).programme.name)]
    parts.append(f"<h2>{_('Score')}</h2>" + paragraph(_("Uw score is {score} van 100.").format(score=shown(score.score_pct))))
    if score.level:
        parts.append(
            paragraph(_("Uw niveau is ‘{level}’. {meaning}").format(level=score.level.title, meaning=score.level.description or ""))
        )
    parts.append(listed(explain(content, score).rules))
    parts.append(f"<h2>{_('Thema’s')}</h2>")
    parts.append(
        listed(
            f"{t.title}: " + (_("niet gevraagd") if t.score_pct is None else _("{score} van 100").format(score=shown(t.score_pct)))
            for t in score.themes
        )
    )
    parts.append(_then_and_now(scan, content))
    parts.append(f"<h2>{_('Barrières per soort criminaliteit')}</h2>")
    for one in content.resilience(score):
        parts.append(f"<h3>{escape(one.threat.title)}</h3>" + paragraph(barriers_stand(one.standing, one.relevant, language) + "."))
        for state, told in ((BarrierState.STANDING, _("Staat: {titles}.")), (BarrierState.MISSING, _("Ontbreekt: {titles}.")), (BarrierState.UNKNOWN, _("Niet bekend: {titles}."))):  # fmt: skip
            titles = [b.barrier.title for b in one.barriers if b.state is state]
            if titles:
                parts.append(paragraph(told.format(titles="; ".join(titles))))
    for name, group in advice.parts:
        if group:
            parts.append(f"<h2>{_(PARTS[name])}</h2>" + "".join(_action(r, language, r.measure.id in scan.plan) for r in group))
    if advice.supplier_questions:
        parts.append(f"<h2>{_('Vragen voor uw ICT-leverancier')}</h2>" + listed((q.text for q in advice.supplier_questions), ordered=True))
    if advice.inside_questions:
        parts.append(f"<h2>{_('Vraag binnen uw bedrijf')}</h2>" + listed((q.text for q in advice.inside_questions), ordered=True))
    return "".join(parts)


def _then_and_now(scan: SavedScan, content: Content) -> str:
    """After a second scan: the score and each theme, then and now."""
    if scan.earlier is None:
        return ""
    _ = translator(content.language).gettext
    found = compare(content, scan.earlier.responses, scan.responses, scan.earlier.plan)
    pairs = [(_("Score"), found.then.score_pct, found.now.score_pct)]
    pairs += [(now.title, then.score_pct, now.score_pct) for then, now in zip(found.then.themes, found.now.themes)]
    return f"<h2>{_('Toen en nu')}</h2>" + listed(f"{title}. {_('Toen')}: {shown(t)}. {_('Nu')}: {shown(n)}." for title, t, n in pairs)


def _action(recommendation: Recommendation, language: str, planned: bool) -> str:
    _ = translator(language).gettext
    mark = f" ({_('in uw plan')})" if planned else ""
    told = ", ".join(facts(recommendation, language)) + "."
    return (
        f"<h3>{escape(recommendation.measure.title)}{mark}</h3>{paragraph(recommendation.measure.why or '')}"
        f"{paragraph(told[:1].upper() + told[1:])}{steps_list(recommendation)}"
    )
