"""The screens know no id by heart: they are the same with other ids, and leave out what hangs on a role that
is not there.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from questionnaire.roles import ROLES
from scoring.editions.current import EditionStore, install
from screens import figures as figures_screen
from screens.dashboard.tables import participation
from tests.screens.walked import a_screen, an_app, answer, go_on, heading, html, start, to_result
from tests.whole.content_roots import edition_copy, without_roles
from tests.whole.renaming import KINDS, Renaming

OF_THE_REGION = (
    "municipality",
    "sector",
    "sector_group",
    "first_help",
    "local_help",
)  # every server has one region


@pytest.fixture(autouse=True)
def no_store():
    yield
    install(None)


def serve(root, folder):
    install(EditionStore(root, folder, check=lambda copy: []))


def walked() -> list[str]:
    """What is drawn on the way through the quick scan, on the result, and on the screens behind it."""
    app = start(an_app())
    seen = []
    while heading(app) != "Klopt alles?":
        assert len(seen) < 50, "the walk has no end"
        seen.append(html(app))
        go_on(answer(app))
    seen.append(html(app))
    seen.append(html(to_result(app)))
    for screen in ("resilience", "plan", "supplier", "figures", "review"):
        drawn = a_screen(screen)
        assert not drawn.exception, drawn.exception
        seen.append(html(drawn))
    return seen


def test_a_walk_through_renamed_content_draws_the_same(anew, tmp_path):
    before = walked()
    anew()
    renaming = Renaming(
        edition_copy(tmp_path / "root"), *(kind for kind in KINDS if kind not in OF_THE_REGION)
    )
    serve(renaming.root, tmp_path / "editions")
    after = [renaming.as_before(drawn) for drawn in walked()]
    assert len(before) == len(after) >= 15
    for one, other in zip(before, after):
        assert one == other


@pytest.mark.parametrize("roles", [*((role,) for role in ROLES), ROLES], ids=lambda roles: "-".join(roles))
def test_every_screen_works_without_a_role_and_offers_nothing_that_hangs_on_it(
    roles, cookie, tmp_path, monkeypatch
):
    serve(without_roles(edition_copy(tmp_path / "root"), *roles), tmp_path / "editions")
    drawn = walked()
    assert ("Hulp in de buurt" in drawn[-4]) is (roles in (("sector",), ("size",), ("ict",)))
    # Without one figure the page of figures offers nothing at all.
    monkeypatch.setattr(
        figures_screen, "participation", lambda asked: replace(participation(asked), rows=[{"count": 30}])
    )
    figures = a_screen("figures")
    offered = {box.key: box.options for box in figures.selectbox}
    assert offered.get("figures_over", []) == {
        ("place",): ["Branche", "Grootte"],
        ("sector",): ["Gemeente"],
        ("size",): ["Gemeente"],
        ("ict",): ["Gemeente", "Branche", "Grootte"],
    }.get(roles, [])
    assert ("figures_place" in offered) is (roles != ROLES)
