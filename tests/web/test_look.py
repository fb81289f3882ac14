"""The page on which somebody looks at their own domain, against servers of this machine alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from evidence.limits import Limits
from questionnaire.language.translation import LANGUAGES
from screens.session.settings import SettingError, check_settings
from tests.evidence.world import Good, World
from tests.web.asking import Answer, ask
from web.assets import Assets
from web.routes.look import LookRoutes


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def site(world: World, monkeypatch: pytest.MonkeyPatch, folders: object) -> Starlette:
    monkeypatch.setattr("evidence.looking.open_network", world.network)
    monkeypatch.setattr("evidence.looking.look_at.__defaults__", (None, None, Limits()))
    return Starlette(routes=LookRoutes(Assets()).all())


def _sent(site: Starlette, typed: str, language: str = "nl", origin: str = "http://scan") -> Answer:
    return ask(site, f"/kijk?lang={language}", {"domein": typed}, origin)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_seen_is_told_in_the_language_of_the_visitor(
    site: Starlette, world: World, language: str
) -> None:
    good = Good(world, f"pagina{language}.nl")
    good.names.put(f"_dmarc.{good.name}", "TXT", "v=DMARC1; p=none")
    answer = _sent(site, f"info@{good.name}", language)
    assert answer.status == 200 and answer.headers["cache-control"] == "no-store"
    assert f'<html lang="{language}">' in answer.text and "v=DMARC1; p=quarantine" in answer.text
    assert {"nl": "kan beter", "en": "could be better", "de": "könnte besser sein"}[language] in answer.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("jan@gmail.com", "gratis mailadres"),
        ("127.0.0.1", "geen webadres"),
        ("bestaatniet.nl", "bestaat niet"),
    ],
)
def test_what_cannot_be_looked_at_is_told_beside_the_field(site: Starlette, typed: str, told: str) -> None:
    answer = _sent(site, typed)
    assert answer.status == 400 and told in answer.text
    assert f'value="{typed}"' in answer.text and 'aria-describedby="fout"' in answer.text


def test_a_second_look_in_an_hour_waits(site: Starlette, world: World) -> None:
    good = Good(world, "nogeens.nl")
    assert _sent(site, good.name).status == 200
    answer = _sent(site, good.name)
    assert answer.status == 429 and "over een uur" in answer.text


def test_what_is_typed_is_never_markup(site: Starlette) -> None:
    answer = _sent(site, '"><script>alert(1)</script>')
    assert answer.status == 400 and "<script>alert" not in answer.text


def test_another_site_cannot_have_the_scan_look(site: Starlette, world: World) -> None:
    before = len(world.names.asked)
    assert _sent(site, "jansen.nl", origin="https://elders.nl").status == 403
    assert len(world.names.asked) == before


def test_the_page_says_what_is_looked_at_before_anything_is(site: Starlette, world: World) -> None:
    before = len(world.names.asked)
    answer = ask(site, "/kijk")
    assert (
        answer.status == 200
        and "Waar wij naar kijken" in answer.text
        and "bewaren uw domein niet" in answer.text
    )
    assert len(world.names.asked) == before


def test_one_setting_puts_looking_off(site: Starlette, monkeypatch) -> None:
    monkeypatch.setenv("EVIDENCE", "0")
    answer = ask(site, "/kijk")
    assert answer.status == 404 and "staat uit" in answer.text and 'href="/kijk"' not in answer.text


@pytest.mark.parametrize(("name", "value"), [("EVIDENCE", "nee"), ("RESOLVER", "dns.quad9.net")])
def test_a_setting_of_looking_that_cannot_be_is_told_at_the_start(
    folders, monkeypatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        check_settings()
