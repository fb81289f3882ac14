"""What to put in the DNS, or in the settings of a site, to mend what was found: exact texts, to copy or to pass on."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.findings import Finding
from evidence.known import MAKERS, provider_of
from evidence.look import Seen
from questionnaire.language.translation import N_

NOW = N_("Nu")
AFTER_WEEKS = N_("Na vier weken, als uit de berichten blijkt dat uw eigen mail goed gaat")
AND_AGAIN = N_("Nog eens vier weken later")
OTHERS_TOO = N_("Nu. Zet er ook in wie nog meer namens u mailt, zoals uw nieuwsbrief of webshop")
ON_THE_SITE = N_("Nu, bij de instellingen van uw site")


@dataclass(frozen=True)
class Record:
    """One text with its place: the finding that it mends, a name with a type in the DNS (or `header`), and when.

    `when` is Dutch, for a translator.
    """

    finding: str
    name: str
    type: str
    value: str
    when: str


def records_for(seen: Seen, domain: str) -> list[Record]:
    """What mends the findings of a look at `domain`, in the order in which it is done.

    Only what is sure: an SPF record for a provider that was recognised, a CAA record for a maker that was. What is
    broken now has a reason that is not seen from here, so that is mended by hand.
    """
    found = {finding.id: finding for finding in seen.findings}
    no_mail = found["dkim"].outcome == "no_mail"
    return [
        *_spf(found, domain, no_mail),
        *_dmarc(found, domain, no_mail),
        *_reports(found, domain),
        *_caa(found, domain),
        *_hsts(found),
    ]


def _spf(found: dict[str, Finding], domain: str, no_mail: bool) -> list[Record]:
    if found["spf"].outcome != "absent":
        return []
    if no_mail:
        return [Record("spf", domain, "TXT", "v=spf1 -all", NOW)]
    provider = provider_of(found["mx"].values.get("servers", "").split(", "))
    if provider is None:
        return []
    return [Record("spf", domain, "TXT", f"v=spf1 include:{provider.include} ~all", OTHERS_TOO)]


def _dmarc(found: dict[str, Finding], domain: str, no_mail: bool) -> list[Record]:
    """From looking to refusing; a domain without mail refuses at once. The first step is the one after today's."""
    steps = {"absent": 0, "none": 1, "quarantine": 2}
    begin = steps.get(found["dmarc"].outcome)
    if begin is None:
        return []
    name = f"_dmarc.{domain}"
    if no_mail:
        return [Record("dmarc", name, "TXT", "v=DMARC1; p=reject", NOW)]
    moments = (NOW, AFTER_WEEKS, AND_AGAIN)
    return [
        Record("dmarc", name, "TXT", f"v=DMARC1; p={rule}; rua=mailto:dmarc@{domain}", moment)
        for rule, moment in zip(("none", "quarantine", "reject")[begin:], moments, strict=False)
    ]


def _reports(found: dict[str, Finding], domain: str) -> list[Record]:
    if found["tls_rpt"].outcome != "absent":
        return []
    return [Record("tls_rpt", f"_smtp._tls.{domain}", "TXT", f"v=TLSRPTv1; rua=mailto:tls@{domain}", NOW)]


def _caa(found: dict[str, Finding], domain: str) -> list[Record]:
    maker = MAKERS.get(found["certificate"].values.get("issuer", ""))
    if found["caa"].outcome != "absent" or maker is None:
        return []
    return [Record("caa", domain, "CAA", f'0 issue "{maker}"', NOW)]


def _hsts(found: dict[str, Finding]) -> list[Record]:
    """Only where the safe line is right: a browser that remembers a wrong one shuts visitors out."""
    if found["hsts"].outcome not in ("absent", "short") or found["certificate"].outcome != "fine":
        return []
    return [Record("hsts", "Strict-Transport-Security", "header", "max-age=31536000", ON_THE_SITE)]
