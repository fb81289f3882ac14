"""What somebody types, answers and sends on to make the scan connect where it must not."""

from __future__ import annotations

from itertools import product

# In every spelling that some library takes for an address of this machine, a private net or a cloud's metadata.
_ADDRESSES = (
    "127.0.0.1", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
    "017700000001", "127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1", "169.254.169.254", "2852039166", "0xa9fea9fe",
    "0251.0376.0251.0376", "10.0.0.1", "10.1", "172.16.0.1", "192.168.1.1", "192.168.0.1", "100.64.0.1",
    "100.100.100.200", "192.0.0.192", "168.63.129.16", "224.0.0.1", "255.255.255.255", "198.18.0.1", "[::1]", "[::]",
    "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[fe80::1]", "[fe80::1%25eth0]", "[fd00:ec2::254]", "[fc00::1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:db8::1]", "8.8.8.8", "93.184.215.14", "[2606:2800:220:1::1]",
)  # fmt: skip
_NAMES = (
    "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "router.local", "nas.lan",
    "db.internal", "metadata.google.internal", "intranet.corp", "printer.home", "x.home.arpa", "1.0.0.127.in-addr.arpa",
    "a.onion", "x.test", "x.invalid", "x.example", "kubernetes.default.svc.local", "instance-data", "gateway",
)  # fmt: skip
_AROUND = ("{}", "http://{}", "https://{}/", "jan@{}", "//{}", "http://{}:80/x")
_SCHEMES = (
    "gopher://jansen.nl/_x", "file:///etc/passwd", "ftp://jansen.nl", "dict://jansen.nl:11211/", "ldap://jansen.nl",
    "javascript:alert(1)", "data:text/html,x", "jar:http://jansen.nl!/", "ws://jansen.nl", "tftp://jansen.nl", "sftp://x.nl",
    "http:jansen.nl", "http:///jansen.nl", "https:jansen.nl", "unix:///var/run/docker.sock", "view-source:http://jansen.nl",
)  # fmt: skip
_ODD = (
    "", " ", ".", "..", "@", "@@", "://", "http://", "https://@", "a", "nl", ".nl", "-a.nl", "a-.nl", "a..nl", "a b.nl",
    "a.nl b.nl", "a.nl\r\nHost: b.nl", "a.nl\r\nRCPT TO:<x@y.nl>", "a.nl%0d%0aX: y", "a.nl\0.b.nl", "a.nl\\@b.nl",
    "http://jan:geheim@jansen.nl", "http://jansen.nl@127.0.0.1/", "http://127.0.0.1@jansen.nl:22/", "jansen.nl:22",
    "jansen.nl:25", "https://jansen.nl:8443/", "http://jansen.nl:99999", "http://jansen.nl:x", "jansen.nl:-1",
    "http://[jansen.nl]/", "http://[::1", "http://]", "x" * 64 + ".nl", ".".join(["a"] * 130) + ".nl", "x" * 5000 + ".nl",
    "jansen.123", "jansen.0x7f", "1.2.3", "jan@sen@127.0.0.1", "jan@piet@sen.nl", "a\u202e.nl", "a\u200b\u0000.nl",
    "\ud800.nl", "jansen\t.nl", "jansen\u3002\u3002nl", "_dmarc.jansen.nl", "*.jansen.nl", "jansen.nl;ls", "$(id).nl", "`id`.nl",
    "%s%s%s.nl", "{0.__class__}.nl", "../../etc/passwd", "..\\..\\x.nl", "jansen.nl|cat", "<script>.nl", "'; drop table.nl",
    "gmail.com", "jan@hotmail.com", "piet@ziggo.nl", "https://outlook.com/", "jan@GMAIL.com",
)  # fmt: skip

TYPED = (
    [shape.format(name) for shape, name in product(_AROUND, (*_ADDRESSES, *_NAMES))]
    + list(_SCHEMES)
    + list(_ODD)
)

# Never to be connected to, as a name server may give them for a name that looks honest.
FORBIDDEN = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.255.255", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.254",
    "100.100.100.200", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:93.184.215.14", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:db8::1", "2002:7f00:1::",
    "2002:a9fe:a9fe::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1", "fec0::1", "ff02::1", "5f00::1",
)  # fmt: skip

# Where a home page may try to lead.
LOCATIONS = [
    *(f"{scheme}://{host}/" for scheme, host in product(("http", "https"), (*_ADDRESSES, *_NAMES))),
    *_SCHEMES,
    "http://DOMAIN:22/",
    "http://DOMAIN:8080/",
    "https://DOMAIN:6379/",
    "http://jan:geheim@DOMAIN/",
    "http://DOMAIN@127.0.0.1/",
    "http://127.0.0.1\\@DOMAIN/",
    "//127.0.0.1/",
    "//[::1]/",
    "http://inside.DOMAIN/",
    "https://inside.DOMAIN/latest/meta-data/",
    "http://DOMAIN/\u0000",
    "http://DOMAIN/%0d%0aX-Evil:1",
    "http://DOMAIN\t/",
    "/" + "a" * 9000,
    "?" * 3000,
    "http://[",
    "https://elders.nl/",
    "http://evilDOMAIN/",
    "http://DOMAIN.evil.nl/",
]
