"""What is known beforehand: free mail, where providers keep their keys, and which software is too old."""

from __future__ import annotations

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


# The oldest version that its makers still mend, in November 2026. Source: https://endoflife.date. `website/software.py`
# reads it; a distribution mends older ones itself and then mostly does not name the version.
OLDEST_SUPPORTED = {
    "Apache": (2, 4),
    "nginx": (1, 28),
    "PHP": (8, 2),
    "Microsoft-IIS": (10, 0),
    "OpenSSL": (3, 0),
    "WordPress": (6, 0),
    "Drupal": (10,),
    "Joomla": (5,),
    "TYPO3": (12,),
}

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
