"""Which addresses the scan may connect to: public ones, and nothing else."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# What Python's `is_global` of some version lets through. IANA's registries of special addresses are the source.
_NEVER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a provider (CGNAT); the metadata of Alibaba as well
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's own services, a public address that only its machines reach
        "169.254.0.0/16",  # link-local: metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # the metadata of Oracle as well
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        # Of the sixth version only 2000::/3 is public, so mapped, translated and local ones are out by that.
        "2001::/23",  # Teredo and other protocols, which carry an address of the fourth version inside
        "2001:db8::/32",
        "2002::/16",  # 6to4, which does so too
        "3fff::/20",
    )
)
_PUBLIC_6 = ip_network("2000::/3")


def is_public(address: Address) -> bool:
    """True for an address on the open internet that is not private, shared, local, special or translated."""
    if isinstance(address, IPv6Address) and address not in _PUBLIC_6:
        return False
    return address.is_global and not any(
        address.version == network.version and address in network for network in _NEVER
    )


def public_addresses(texts: list[str]) -> list[Address]:
    """Those of `texts` that may be connected to, those of the fourth version first; empty when one may not.

    A name with a public and a private address is nobody's honest website: none of it is used.
    """
    found = [ip_address(text) for text in texts]
    return sorted(found, key=lambda a: a.version) if all(is_public(a) for a in found) else []
