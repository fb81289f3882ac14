"""Domains of which something is the matter with the name or the site."""

from __future__ import annotations

from tests.evidence.web_server import Answer, Pages, dripping, flooding, garbage, hanging_up, silent
from tests.evidence.world import Good, later, registration, server_context, speaking, stranger
from tests.evidence.zoo.animals import ZOO, Animal, animal

NO_PAGE = dict.fromkeys(("security_headers", "software", "login_page"), "unreached")
NO_LINE = NO_PAGE | {
    "https": "absent",
    "certificate": "no_https",
    "tls_versions": "no_https",
    "hsts": "no_https",
    "security_txt": "unreached",
}
UNSEEN_LINE = dict.fromkeys((*NO_LINE, "https_redirect"), "unreached")


@animal(dnssec="absent")
def not_signed(good: Good) -> None:
    good.names.put(good.name, "DS")


@animal(dnssec="broken")
def a_signature_that_ended(good: Good) -> None:
    good.names.sign(good.name, ended=True)


@animal(dnssec="broken")
def a_fingerprint_of_another_key(good: Good) -> None:
    good.names.sign(good.name, other_print=True)


@animal(dnssec="broken")
def signed_with_another_key(good: Good) -> None:
    good.names.sign(good.name, other_key=True)


@animal(caa="absent")
def no_caa(good: Good) -> None:
    good.names.put(good.name, "CAA")


@animal(caa="broken")
def caa_that_nobody_knows(good: Good) -> None:
    good.names.put(good.name, "CAA", '128 tbs "x"')


@animal(name_servers="one")
def one_name_server(good: Good) -> None:
    good.names.put(good.name, "NS", f"ns1.{good.name}.")


@animal(name_servers="together")
def name_servers_in_one_place(good: Good) -> None:
    good.names.put(f"ns1.{good.name}", "A", "93.185.7.10")
    good.names.put(f"ns2.{good.name}", "A", "93.185.7.11")


@animal(name_servers="gone")
def a_name_server_that_is_gone(good: Good) -> None:
    good.names.add(good.name, "NS", f"ns3.gone{good.name}.")


def _registered(title: str, end: str, lock: str, told: str, status: int = 200) -> None:
    found = {"registration_end": end, "registration_lock": lock}
    ZOO.append(Animal(title, lambda good: good.registered(told, status), found))


_registered("a domain that ends soon", "soon", "fine", registration(10))
_registered("a domain that ended", "over", "fine", registration(-1))
_registered("a domain without a lock", "fine", "open", registration(lock=False))
_registered("a registry that tells nothing", "not_told", "not_told", "{}")
_registered("a registry that knows nothing", "unreached", "unreached", "{}", 404)
_registered("a registry of nonsense", "unreached", "unreached", "[" * 50_000)
_registered(
    "a registry of odd days",
    "not_told",
    "open",
    '{"status": ["x"], "events": [{"eventAction": "expiration"}, 3]}',
)


@animal(**(NO_LINE | dict.fromkeys(NO_PAGE, "fine")), https_redirect="absent")
def a_site_without_https(good: Good) -> None:
    good.world.behind(good.name, 443, ConnectionRefusedError)
    good.world.serve(good.name, 80, Pages({"/": good.home}))


@animal(https_redirect="absent")
def a_site_that_stays_on_http(good: Good) -> None:
    good.world.serve(good.name, 80, Pages({"/": good.home}))


@animal()
def a_site_on_https_alone(good: Good) -> None:
    good.world.behind(good.name, 80, ConnectionRefusedError)


@animal(**UNSEEN_LINE)
def a_site_that_cannot_be_reached(good: Good) -> None:
    good.world.behind(good.name, 80, TimeoutError)
    good.world.behind(good.name, 443, TimeoutError)


@animal(certificate="over")
def an_expired_certificate(good: Good) -> None:
    good.world.serve(good.name, 443, good.pages, server_context(good.name, days=-4))


@animal(certificate="soon")
def a_certificate_that_ends_soon(good: Good) -> None:
    good.world.serve(good.name, 443, good.pages, server_context(good.name, days=5))


@animal(certificate="name")
def a_certificate_of_another_name(good: Good) -> None:
    good.world.serve(good.name, 443, good.pages, server_context("elders.nl"))


@animal(certificate="untrusted")
def a_certificate_of_a_stranger(good: Good) -> None:
    good.world.serve(good.name, 443, good.pages, server_context(good.name, by=stranger()))


@animal(tls_versions="old_too")
def an_old_line_as_well(good: Good) -> None:
    good.world.serve(good.name, 443, good.pages, speaking(server_context(good.name), "TLSv1", "TLSv1_3"))


@animal(tls_versions="old")
def an_old_line_alone(good: Good) -> None:
    good.world.serve(good.name, 443, good.pages, speaking(server_context(good.name), "TLSv1", "TLSv1_1"))


@animal(hsts="absent")
def no_hsts(good: Good) -> None:
    good.headers(Strict_Transport_Security=None)


@animal(hsts="short")
def hsts_for_a_day(good: Good) -> None:
    good.headers(Strict_Transport_Security="max-age=86400")


@animal(hsts="absent")
def hsts_taken_back(good: Good) -> None:
    good.headers(Strict_Transport_Security="max-age=0")


@animal(security_headers="some")
def no_content_policy(good: Good) -> None:
    good.headers(Content_Security_Policy=None)


@animal()
def frames_kept_out_by_the_policy(good: Good) -> None:
    good.headers(X_Frame_Options=None, Content_Security_Policy="frame-ancestors 'none'")


@animal(security_txt="absent")
def no_security_txt(good: Good) -> None:
    del good.pages.pages["/.well-known/security.txt"]


@animal(security_txt="over")
def security_txt_of_last_year(good: Good) -> None:
    text = f"Contact: mailto:a@b.nl\nExpires: {later(-400).isoformat()}T00:00:00Z\n"
    good.pages.pages["/.well-known/security.txt"] = Answer(text)


@animal(security_txt="broken")
def security_txt_without_an_end(good: Good) -> None:
    good.pages.pages["/.well-known/security.txt"] = Answer("Contact: mailto:a@b.nl\n")


@animal(security_txt="absent")
def a_page_for_everything(good: Good) -> None:
    good.pages.pages["/.well-known/security.txt"] = Answer("<html>Welkom</html>")


@animal(software="old")
def old_php(good: Good) -> None:
    good.headers(X_Powered_By="PHP/7.4.33")


@animal(software="named")
def a_version_of_today(good: Good) -> None:
    good.headers(Server="Apache/2.4.62 (Debian)")


@animal(software="named")
def a_number_that_a_distribution_mends(good: Good) -> None:
    good.headers(Server="nginx/1.18.0 (Ubuntu)")


@animal(software="named")
def an_old_php_that_a_distribution_mends(good: Good) -> None:
    good.headers(X_Powered_By="PHP/8.1.2-1ubuntu2.14")


@animal(software="old")
def an_old_site_system(good: Good) -> None:
    good.pages.pages["/"] = Answer(
        '<meta name="generator" content="WordPress 4.6.2">', headers=good.home.headers
    )


@animal(login_page="open")
def a_way_in_on_the_home_page(good: Good) -> None:
    good.pages.pages["/"] = Answer("<a href='/wp-login.php'>Inloggen</a>", headers=good.home.headers)


@animal()
def a_way_in_of_somebody_else(good: Good) -> None:
    good.pages.pages["/"] = Answer("<a href='https://elders.nl/wp-admin'>x</a>", headers=good.home.headers)


@animal(
    https="no_site",
    https_redirect="no_site",
    **dict.fromkeys(set(UNSEEN_LINE) - {"https", "https_redirect"}, "unreached"),
)
def no_site_at_all(good: Good) -> None:
    good.names.put(good.name, "A")


@animal(https_redirect="elsewhere", hsts="absent", security_txt="unreached", **NO_PAGE)
def a_site_that_sends_on(good: Good) -> None:
    on = Answer(status=301, headers={"Location": "https://elders.nl/"})
    good.plain.pages["/"] = on
    good.pages.pages.update({"/": on, "/.well-known/security.txt": on})


@animal(hsts="unreached", **NO_PAGE)
def a_site_that_goes_round(good: Good) -> None:
    good.pages.pages["/"] = Answer(status=302, headers={"Location": "/"})


@animal(hsts="unreached", security_txt="unreached", **NO_PAGE)
def a_site_of_bytes(good: Good) -> None:
    good.world.serve(good.name, 443, garbage, server_context(good.name))


@animal(hsts="unreached", security_txt="unreached", **NO_PAGE)
def a_site_that_hangs_up(good: Good) -> None:
    good.world.serve(good.name, 443, hanging_up, server_context(good.name))


@animal(hsts="absent", security_headers="some", security_txt="absent")
def a_page_without_an_end(good: Good) -> None:
    good.world.serve(good.name, 443, flooding, server_context(good.name))


@animal(seconds=3.0, hsts="no_time", security_txt="no_time", **dict.fromkeys(NO_PAGE, "no_time"))
def a_site_that_drips(good: Good) -> None:
    good.world.serve(good.name, 443, dripping, server_context(good.name))


@animal(seconds=3.0, **dict.fromkeys(UNSEEN_LINE, "no_time"))
def a_site_that_says_nothing(good: Good) -> None:
    good.world.serve(good.name, 443, silent)


@animal(
    dmarc="absent",
    spf="absent",
    dkim="absent",
    dmarc_alignment="no_rule",
    caa="absent",
    dnssec="absent",
    hsts="absent",
)
def many_faults_together(good: Good) -> None:
    names = good.names
    for name, kind in (
        (good.name, "TXT"),
        (good.name, "CAA"),
        (good.name, "DS"),
        (f"_dmarc.{good.name}", "TXT"),
    ):
        names.put(name, kind)
    del names.records[f"selector1._domainkey.{good.name}"]
    good.headers(Strict_Transport_Security=None)


@animal(security_headers="fine")
def a_site_without_a_referrer_policy_which_browsers_choose_well(good: Good) -> None:
    good.headers(Referrer_Policy=None)


@animal(security_headers="some")
def a_site_that_tells_other_sites_where_its_visitors_came_from(good: Good) -> None:
    good.headers(Referrer_Policy="strict-origin, no-referrer-when-downgrade")
