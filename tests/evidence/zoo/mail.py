"""Domains of which something is the matter with mail."""

from __future__ import annotations

from collections.abc import Callable

from tests.evidence.web_server import Answer, silent
from tests.evidence.world import Good, public_key, server_context, speaking, stranger
from tests.evidence.zoo.animals import ZOO, Animal, animal

NO_MAIL = dict.fromkeys(("starttls", "tls_rpt", "mta_sts", "dkim", "dmarc_alignment"), "no_mail")


def _spf(title: str, outcome: str, *texts: str, **others: tuple[str, ...]) -> None:
    def change(good: Good) -> None:
        good.names.put(good.name, "TXT", *texts)
        for label, records in others.items():
            good.names.add(f"{label}.{good.name}", "TXT", *(t.replace("DOMAIN", good.name) for t in records))
        good.names.put(good.name, "TXT", *(t.replace("DOMAIN", good.name) for t in texts))

    bad = outcome not in ("fine", "neutral", "ptr")
    ZOO.append(Animal(title, change, {"spf": outcome} | ({"dmarc_alignment": "one"} if bad else {})))


_spf("no spf among other texts", "absent", "google-site-verification=abc")
_spf("no texts at all", "absent")
_spf("two spf records", "several", "v=spf1 mx -all", "v=spf1 a -all")
_spf("a space forgotten", "misspelt", "v=spf1include:spf.DOMAIN -all")
_spf("a blank in front", "misspelt", " v=spf1 -all")
_spf("soft ending", "fine", "v=spf1 mx ~all")
_spf("everybody may", "everyone", "v=spf1 mx +all")
_spf("everybody may without a sign", "everyone", "v=spf1 all")
_spf("half the internet", "everyone", "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all")
_spf("a question mark", "neutral", "v=spf1 mx ?all")
_spf("no ending", "neutral", "v=spf1 mx")
_spf("ptr", "ptr", "v=spf1 ptr -all")
_spf("a word that is none", "syntax", "v=spf1 mx includ:spf.example.org -all")
_spf("an address that is none", "syntax", "v=spf1 ip4:300.1.1.1 -all")
_spf("an include without a name", "syntax", "v=spf1 include: -all")
_spf("an include of nothing", "include", "v=spf1 include:nothing.DOMAIN -all")
_spf("includes itself", "lookups", "v=spf1 include:DOMAIN -all")
_spf("twelve lookups", "lookups", "v=spf1 " + " ".join(f"exists:e{n}.DOMAIN" for n in range(12)) + " -all")
_spf("ten lookups", "fine", "v=spf1 " + " ".join(f"exists:e{n}.DOMAIN" for n in range(10)) + " -all")
_spf("names without answer", "include", "v=spf1 a:n1.DOMAIN a:n2.DOMAIN a:n3.DOMAIN -all")
_spf("redirected", "fine", "v=spf1 redirect=spf.DOMAIN", spf=("v=spf1 mx -all",))
_spf("redirected to everybody", "everyone", "v=spf1 redirect=spf.DOMAIN", spf=("v=spf1 +all",))
_spf(
    "an include that goes well", "fine", "v=spf1 include:spf.DOMAIN -all", spf=("v=spf1 ip4:93.184.1.1 ?all",)
)
_spf(
    "longer than one packet", "fine", "v=spf1 " + " ".join(f"ip4:93.184.{n}.1" for n in range(200)) + " -all"
)
_spf("a macro", "fine", "v=spf1 exists:%{i}.spf.DOMAIN include:%{d}.spf.DOMAIN -all")


def _dmarc(title: str, outcome: str, *texts: str, **found: str) -> None:
    def change(good: Good) -> None:
        good.names.put(f"_dmarc.{good.name}", "TXT", *texts)

    ZOO.append(Animal(title, change, {"dmarc": outcome} | found))


_dmarc("no dmarc", "absent", dmarc_alignment="no_rule")
_dmarc("two dmarc records", "several", "v=DMARC1; p=reject", "v=DMARC1; p=none", dmarc_alignment="no_rule")
_dmarc("dmarc that only looks", "none", "v=DMARC1; p=none")
_dmarc("dmarc with quarantine", "quarantine", "v=DMARC1;p=quarantine;")
_dmarc("dmarc for a tenth", "some", "v=DMARC1; p=reject; pct=10")
_dmarc("dmarc on trial", "some", "v=DMARC1; p=reject; t=y")
_dmarc("dmarc but not below", "subdomains", "v=DMARC1; p=reject; sp=none")
_dmarc("dmarc without a rule", "syntax", "v=DMARC1; rua=mailto:a@b.nl", dmarc_alignment="no_rule")
_dmarc("dmarc with a word that is none", "syntax", "v=DMARC1; p=rejected", dmarc_alignment="no_rule")
_dmarc("dmarc with more than all", "syntax", "v=DMARC1; p=reject; pct=1000", dmarc_alignment="no_rule")
_dmarc("dmarc with a comma", "syntax", "v=DMARC1, p=reject", dmarc_alignment="no_rule")


def _dkim(title: str, outcome: str, *texts: str, **found: str) -> None:
    def change(good: Good) -> None:
        good.names.put(f"selector1._domainkey.{good.name}", "TXT", *texts)

    ZOO.append(Animal(title, change, {"dkim": outcome} | found))


_dkim("a short key", "short", f"v=DKIM1; p={public_key(1024)}")
_dkim("a key on trial", "testing", f"v=DKIM1; t=y; p={public_key(2048)}")
_dkim("a key that is none", "broken", "v=DKIM1; p=AAAA", dmarc_alignment="one")
_dkim("a key with odd letters", "broken", "v=DKIM1; p=!!!é", dmarc_alignment="one")
_dkim("a modern key", "fine", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
_dkim("a key taken back", "not_found", "v=DKIM1; p=", dmarc_alignment="one")


@animal(dkim="absent", dmarc_alignment="one")
def no_key_anywhere(good: Good) -> None:
    del good.names.records[f"selector1._domainkey.{good.name}"]


@animal(dkim="not_found", dmarc_alignment="one")
def a_key_where_nobody_looks(good: Good) -> None:
    names = good.names.records
    names[f"zomaar7._domainkey.{good.name}"] = names.pop(f"selector1._domainkey.{good.name}")


@animal(dkim="absent", spf="absent", dmarc_alignment="neither")
def neither_list_nor_key(good: Good) -> None:
    good.names.put(good.name, "TXT")
    del good.names.records[f"selector1._domainkey.{good.name}"]


@animal()
def a_key_by_an_alias(good: Good) -> None:
    names = good.names
    names.records[f"s1.provider{good.name}"] = names.records.pop(f"selector1._domainkey.{good.name}")
    names.add(f"selector2._domainkey.{good.name}", "CNAME", f"s1.provider{good.name}.")


@animal(mx="no_mail", **NO_MAIL)
def no_mail_and_says_so(good: Good) -> None:
    good.names.put(good.name, "MX", "0 .")


@animal(dkim="no_mail", dmarc_alignment="no_mail")
def nobody_may_mail(good: Good) -> None:
    good.names.put(good.name, "TXT", "v=spf1 -all")


@animal(mx="none", **NO_MAIL)
def no_mail_server(good: Good) -> None:
    good.names.put(good.name, "MX")
    good.names.put(good.name, "TXT", "v=spf1 -all")


@animal(mx="gone", mta_sts="others", starttls="fine")
def a_mail_server_that_is_gone(good: Good) -> None:
    good.names.add(good.name, "MX", f"20 old.gone{good.name}.")


def _greeting(title: str, outcome: str, place: Callable[[Good, str], None]) -> None:
    ZOO.append(Animal(title, lambda good: place(good, f"mx.{good.name}"), {"starttls": outcome}))


_greeting("mail in the open", "absent", lambda g, mx: g.world.mail(mx, None))
_greeting(
    "mail with an expired certificate",
    "certificate",
    lambda g, mx: g.world.mail(mx, server_context(mx, days=-3)),
)
_greeting(
    "mail with the name of another",
    "certificate",
    lambda g, mx: g.world.mail(mx, server_context("mx.elders.nl")),
)
_greeting(
    "mail with a certificate of a stranger",
    "certificate",
    lambda g, mx: g.world.mail(mx, server_context(mx, by=stranger())),
)
_greeting("no connection for mail", "unreached", lambda g, mx: g.world.behind(mx, 25, TimeoutError))
_greeting("mail refused here", "unreached", lambda g, mx: g.world.behind(mx, 25, ConnectionRefusedError))
_greeting(
    "mail with an old line",
    "old",
    lambda g, mx: g.world.mail(mx, speaking(server_context(mx), "TLSv1", "TLSv1_1")),
)
_greeting(
    "a mail server that says no",
    "unreached",
    lambda g, mx: g.world.serve(mx, 25, lambda s: s.sendall(b"554 no\r\n")),
)
_greeting(
    "a mail server of bytes",
    "unreached",
    lambda g, mx: g.world.serve(mx, 25, lambda s: s.sendall(b"\0\xff" * 9000)),
)
_greeting(
    "a greeting without an end",
    "unreached",
    lambda g, mx: g.world.serve(mx, 25, lambda s: s.sendall(b"220-x\r\n" * 9000)),
)


@animal(starttls="no_time", seconds=3.0)
def a_mail_server_that_is_silent(good: Good) -> None:
    good.world.serve(f"mx.{good.name}", 25, silent)


def _sts(title: str, outcome: str, record: tuple[str, ...] | None, policy: Answer | None) -> None:
    def change(good: Good) -> None:
        if record is not None:
            good.names.put(f"_mta-sts.{good.name}", "TXT", *record)
        if policy is not None:
            text = policy.text.replace("DOMAIN", good.name)
            good.policy.pages["/.well-known/mta-sts.txt"] = Answer(text, policy.status, policy.headers)

    ZOO.append(Animal(title, change, {"mta_sts": outcome}))


_POLICY = "version: STSv1\nmode: {}\nmx: *.DOMAIN\nmax_age: 604800\n"
_sts("sts with a star", "enforce", None, Answer(_POLICY.format("enforce")))
_sts("sts on trial", "testing", None, Answer(_POLICY.format("testing")))
_sts("sts put off", "off", None, Answer(_POLICY.format("none")))
_sts("sts with a word that is none", "broken", None, Answer(_POLICY.format("strict")))
_sts("sts for another server", "others", None, Answer(_POLICY.format("enforce").replace("*.", "elders.")))
_sts("sts without a policy", "no_policy", None, Answer("", 404))
_sts("sts by a redirect", "no_policy", None, Answer("", 302, {"Location": "/other"}))
_sts("sts without an id", "broken", ("v=STSv1;",), None)
_sts("no sts", "absent", (), None)


@animal(mta_sts="no_policy")
def sts_without_a_host(good: Good) -> None:
    good.names.put(f"mta-sts.{good.name}", "A")


@animal(tls_rpt="absent")
def no_tls_reports(good: Good) -> None:
    good.names.put(f"_smtp._tls.{good.name}", "TXT")


@animal(tls_rpt="broken")
def tls_reports_to_nobody(good: Good) -> None:
    good.names.put(f"_smtp._tls.{good.name}", "TXT", "v=TLSRPTv1; rua=jansen")
