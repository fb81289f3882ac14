"""What is known beforehand: free mail, where providers keep their keys, and which software is too old."""

from __future__ import annotations

from dataclasses import dataclass

# Mail that a business has no domain of its own with.
FREE_MAIL = frozenset(
    {
        "aol.com", "caiway.net", "casema.nl", "chello.nl", "fastmail.com", "freeler.nl", "gmail.com",
        "gmx.de", "gmx.net", "googlemail.com", "hccnet.nl", "hetnet.nl", "home.nl", "hotmail.com",
        "hotmail.nl", "icloud.com", "kpnmail.nl", "kpnplanet.nl", "live.com", "live.nl", "mac.com",
        "mail.com", "me.com", "msn.com", "onsbrabantnet.nl", "outlook.com", "outlook.de", "planet.nl",
        "pm.me", "proton.me", "protonmail.com", "quicknet.nl", "solcon.nl", "t-online.de", "tele2.nl",
        "telfort.nl", "tutanota.com", "upcmail.nl", "versatel.nl", "web.de", "wxs.nl", "xs4all.nl",
        "yahoo.com", "yahoo.de", "yahoo.nl", "ymail.com", "zeelandnet.nl", "ziggo.nl", "zonnet.nl",
    }
)  # fmt: skip

# Where providers keep the key with which mail is signed. Another name cannot be found by asking, so a key that is not
# under one of these is not seen, which is not the same as not there.
SELECTORS = (
    "selector1", "selector2",  # Microsoft 365
    "google",
    "protonmail", "protonmail2", "fm1", "fm2", "sig1", "zoho", "zmail",
    "transip-a", "transip-b", "mijndomein", "default", "dkim", "mail", "x", "hostnet", "soverin",
    "k1", "k2", "k3", "mandrill",  # Mailchimp
    "s1", "s2", "sendgrid", "mailjet", "mxvault", "krs", "hs1", "hs2", "pm", "laposta", "smtp",
)  # fmt: skip


@dataclass(frozen=True)
class Provider:
    """A mail provider: the end of the names of its servers, and what its customers put in SPF."""

    id: str
    title: str
    servers: tuple[str, ...]
    include: str


# Only those whose own manual names the SPF record: what is unsure is not told to anybody.
PROVIDERS = (
    Provider(
        "microsoft",
        "Microsoft 365",
        ("mail.protection.outlook.com", "mx.microsoft"),
        "spf.protection.outlook.com",
    ),
    Provider("google", "Google Workspace", ("google.com", "googlemail.com"), "_spf.google.com"),
    Provider("proton", "Proton", ("protonmail.ch",), "_spf.protonmail.ch"),
    Provider("transip", "TransIP", ("transip.email",), "_spf.transip.email"),
    Provider("fastmail", "Fastmail", ("messagingengine.com",), "spf.messagingengine.com"),
)


def provider_of(servers: list[str]) -> Provider | None:
    """The provider behind these mail servers; None when it is another one, or none."""
    for provider in PROVIDERS:
        if any(server == end or server.endswith(f".{end}") for server in servers for end in provider.servers):
            return provider
    return None


# Who makes certificates, by the organisation in a certificate, with the name that stands for it in CAA.
MAKERS = {
    "Let's Encrypt": "letsencrypt.org",
    "DigiCert Inc": "digicert.com",
    "Sectigo Limited": "sectigo.com",
    "ZeroSSL": "sectigo.com",
    "Google Trust Services": "pki.goog",
    "GlobalSign nv-sa": "globalsign.com",
    "Amazon": "amazon.com",
}

# The oldest version that its makers still mend, in November 2026. Source: https://endoflife.date.
OLDEST_SUPPORTED = {
    "PHP": (8, 2),
    "Microsoft-IIS": (10, 0),
    "WordPress": (4, 7),  # older branches get no mending of holes either
    "Drupal": (10,),
    "Joomla": (5,),
    "TYPO3": (12,),
}

# A distribution of Linux mends these for years after their makers stop, under the old number: the version alone says
# nothing about holes. It does the same for PHP, and then mostly leaves its mark in the version.
MENDED_ELSEWHERE = ("Apache", "nginx", "OpenSSL")
DISTRIBUTION_MARKS = ("ubuntu", "debian", "+deb", "~deb", ".el", "sury", "amzn")

# Ways in of shop and site systems. Only a link on the home page itself is seen: these are never asked for.
LOGIN_PAGES = (
    "/wp-login.php",
    "/wp-admin",
    "/administrator",
    "/user/login",
    "/typo3",
    "/ghost",
    "/index.php/admin",
    "/admin",
    "/backend",
    "/phpmyadmin",
)
