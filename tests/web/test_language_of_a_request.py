"""Which language a request gets: of its address, chosen before, or of the phone."""

from __future__ import annotations

import pytest

from screens.session.request_language import home_language, language_of


@pytest.mark.parametrize(
    ("query", "cookies", "accepted", "language"),
    [
        ("", "", "", "nl"),
        ("", "", "de-DE,de;q=0.9,en;q=0.8", "de"),
        ("", "", "pl-PL,pl;q=0.9,en-US;q=0.8,en;q=0.7", "en"),
        ("", "", "fr-FR,fr;q=0.9", "nl"),
        ("", "", "en;q=0.3, nl;q=0.8", "nl"),
        ("", "", "de;q=0, en;q=0.1", "en"),
        ("", "taal=nl", "de-DE", "nl"),
        ("", "scan=x; taal=en", "de-DE", "en"),
        ("", "taal=klingon", "de-DE", "de"),
        ("lang=en", "taal=nl", "de-DE", "en"),
        ("lang=xx", "taal=de", "", "de"),
        ("", "", "*;q=0.5, ;;;, de;q=x", "nl"),
    ],
)
def test_the_address_comes_before_the_choice_and_the_choice_before_the_phone(
    query: str, cookies: str, accepted: str, language: str
) -> None:
    scope = {
        "query_string": query.encode(),
        "headers": [(b"cookie", cookies.encode()), (b"accept-language", accepted.encode())],
    }
    assert language_of(scope) == language


def test_a_header_of_any_length_is_read_no_further_than_it_needs() -> None:
    assert home_language("", ",".join(["xx"] * 100_000 + ["de"])) == "nl"
