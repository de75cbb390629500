"""Which servers may be asked for a roster or another file: those of the open internet, and those
that the operator names. Whoever gives an address must not be able to look into the network that
konsult stands in."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from directory.lazy.values import dataclass

SETTING = "KONSULT_ROSTER_HOSTS"
USUAL_PORTS = (80, 443)

_NEVER = tuple(
    map(
        ip_network,
        (
            "64:ff9b::/96",  # NAT64: an IPv4 address in disguise
            "64:ff9b:1::/48",
            "2002::/16",  # 6to4: the same
            "::/96",
            "192.88.99.0/24",
            "192.0.0.0/24",
            "168.63.129.16/32",  # the metadata of Azure; those of others are link-local or private
        ),
    )
)
_OUTSIDE = (
    "Adressen leder till en dator i ett slutet nät, och sådana frågas inte. Ska den läsas "
    "ändå: be den som sköter konsult att lägga till {host} i {setting}."
)
_PORT = (
    "Adressen har port {port}, och adresser läses på port 80 och 443. Ska den läsas: be den som "
    "sköter konsult att lägga till {host}:{port} i {setting}."
)


@dataclass(frozen=True, slots=True)
class NamedHosts:
    """The servers that an operator names: a host, or a host and its only port (None: any)."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()

    @staticmethod
    def parse(written: str) -> "NamedHosts":
        """Hosts with commas; ValueError in Swedish."""
        return NamedHosts(frozenset(_host(part) for part in written.split(",") if part.strip()))

    def has(self, host: str, port: int) -> bool:
        """Whether the operator lets this server be asked on this port."""
        name = host.casefold().rstrip(".")
        return (name, None) in self.hosts or (name, port) in self.hosts


def refusal(host: str, port: int, addresses: Iterable[str], named: NamedHosts) -> str:
    """Why the server must not be asked, in Swedish; empty where it may be.

    One address in a closed network is enough: no server of the open internet has one.
    """
    if named.has(host, port):
        return ""
    if port not in USUAL_PORTS:
        return _PORT.format(host=host, port=port, setting=SETTING)
    if not all(map(_is_open, addresses)):
        return _OUTSIDE.format(host=host, setting=SETTING)
    return ""


def _is_open(written: str) -> bool:
    """Whether the IP address is one of the open internet."""
    address = ip_address(written)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    is_within = any(address.version == network.version and address in network for network in _NEVER)
    return address.is_global and not (address.is_multicast or _is_reserved(address) or is_within)


def _is_reserved(address: IPv4Address | IPv6Address) -> bool:
    is_site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_reserved or address.is_unspecified or is_site_local


def _host(written: str) -> tuple[str, int | None]:
    host, port = written.strip().casefold(), None
    name, colon, digits = host.rpartition(":")
    if colon and ((name.startswith("[") and name.endswith("]")) or ":" not in name):
        if not (digits.isascii() and digits.isdigit() and 0 < int(digits) < 65_536):
            raise ValueError(f"”{digits}” är ingen port. {_EXAMPLE}")
        host, port = name, int(digits)
    host = host.strip("[]").rstrip(".")
    if not host or any(sign in host for sign in "/@ *"):
        raise ValueError(f"”{written.strip()}” är ingen värd. {_EXAMPLE}")
    return host, port


_EXAMPLE = "Skriv till exempel schema.region.se, 10.1.2.3:8443."
