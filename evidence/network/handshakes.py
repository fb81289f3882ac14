"""What a safe line shows: its version, and its certificate with the reason why it is not trusted."""

from __future__ import annotations

import ssl
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from cryptography import x509
from cryptography.x509.oid import NameOID

from evidence.network.connections import Connection, Network

_OLD = ("SSLv3", "TLSv1", "TLSv1.1")
# OpenSSL's own numbers (x509_vfy.h)
_EXPIRED, _NOT_YET, _OTHER_NAME = 10, 9, 62


@dataclass(frozen=True)
class Handshake:
    """Version of the line, last day of the certificate (None when it cannot be read), and what is wrong with it."""

    version: str
    ends: date | None
    issuer: str = ""  # the organisation that made the certificate
    wrong: str = ""  # "over", "name", "untrusted"; empty when it is right

    @property
    def is_old(self) -> bool:
        """True when the version is one that nobody should use."""
        return self.version in _OLD

    @classmethod
    def of(cls, connection: Connection, wrong: str = "") -> Handshake:
        """What an encrypted connection shows."""
        safe = connection.socket
        if not isinstance(safe, ssl.SSLSocket):
            raise TypeError("not an encrypted connection")
        raw = safe.getpeercert(binary_form=True)
        ends, issuer = None, ""
        with suppress(ValueError):
            if raw:
                certificate = x509.load_der_x509_certificate(raw)
                ends = certificate.not_valid_after_utc.date()
                issuer = _organisation(certificate)
        return cls(safe.version() or "", ends, issuer, wrong)


def _organisation(certificate: x509.Certificate) -> str:
    names = certificate.issuer.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(names[0].value) if names else ""


def without_checks() -> ssl.SSLContext:
    """Any certificate and any version: to see what is wrong with a line, over which nothing is sent that matters."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    _down_to_the_oldest(context)
    return context


def only_old() -> ssl.SSLContext:
    """A context that speaks nothing newer than TLS 1.1."""
    context = without_checks()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def of_any_version(context: ssl.SSLContext) -> ssl.SSLContext:
    """The same checks of the certificate, over any version: so that one greeting shows both."""
    _down_to_the_oldest(context)
    return context


def _down_to_the_oldest(context: ssl.SSLContext) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")


def shake_hands(network: Network, host: str) -> Handshake:
    """The safe line of a website: first as a browser, and when that fails once more without checks.

    Raises Unreachable, or ssl.SSLError when there is no safe line at all.
    """
    connection = network.connect(host, 443)
    try:
        return Handshake.of(connection.encrypt(of_any_version(network.trust()), host))
    except ssl.SSLCertVerificationError as error:
        wrong = {_EXPIRED: "over", _NOT_YET: "untrusted", _OTHER_NAME: "name"}.get(
            error.verify_code, "untrusted"
        )
    finally:
        connection.close()
    again = network.connect(host, 443)
    try:
        return Handshake.of(again.encrypt(without_checks(), host), wrong)
    finally:
        again.close()


def speaks_old(network: Network, host: str) -> str:
    """The old version that a site still speaks, as `TLS 1.0`; empty when it speaks none. Raises Unreachable."""
    connection = network.connect(host, 443)
    try:
        return shown(Handshake.of(connection.encrypt(only_old(), host)).version)
    except ssl.SSLError:
        return ""
    finally:
        connection.close()


def shown(version: str) -> str:
    """A version as people write it: `TLSv1` is `TLS 1.0`."""
    return {"TLSv1": "TLS 1.0", "SSLv3": "SSL 3.0"}.get(version, version.replace("TLSv", "TLS "))
