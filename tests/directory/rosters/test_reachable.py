"""Which servers may be asked for a roster."""

import pytest

from directory.rosters.reachable import NamedHosts, refusal

OPEN = ("8.8.8.8", "193.10.10.10", "2001:67c:2e8::1", "::ffff:8.8.8.8")
CLOSED = (
    *("127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "0.0.0.0", "::"),
    *("10.1.2.3", "172.16.0.1", "192.168.1.1", "fd00::1", "fc00::1", "::ffff:10.0.0.1"),
    *("169.254.169.254", "169.254.0.1", "fe80::1", "fe80::1%eth0", "fec0::1"),
    *("100.64.0.1", "100.100.100.200", "100.127.255.255", "168.63.129.16", "fd00:ec2::254"),
    *("224.0.0.1", "239.1.1.1", "ff02::1", "255.255.255.255", "240.0.0.1"),
    *("64:ff9b::a00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "::7f00:1"),
    *("192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "2001:db8::1"),
    *("2001::1", "192.88.99.1"),
)


@pytest.mark.parametrize("address", OPEN)
@pytest.mark.parametrize("port", [80, 443])
def test_the_open_internet_may_be_asked(address: str, port: int) -> None:
    assert refusal("schema.example", port, [address], NamedHosts()) == ""


@pytest.mark.parametrize("address", CLOSED)
def test_a_closed_network_may_not(address: str) -> None:
    says = refusal("schema.example", 443, [OPEN[0], address], NamedHosts())
    assert "schema.example i KONSULT_ROSTER_HOSTS" in says
    assert refusal("schema.example", 443, [address], NamedHosts.parse("schema.example")) == ""


@pytest.mark.parametrize("port", [0, 22, 25, 5432, 6379, 8000, 8443])
def test_another_port_may_not(port: int) -> None:
    says = refusal("schema.example", port, [OPEN[0]], NamedHosts.parse("annan.example"))
    assert f"schema.example:{port} i KONSULT_ROSTER_HOSTS" in says
    for named in ("schema.example", f"SCHEMA.example.:{port}" if port else "schema.example"):
        assert refusal("Schema.Example.", port, [OPEN[0]], NamedHosts.parse(named)) == ""


@pytest.mark.parametrize(
    ("written", "hosts"),
    [
        ("", set()),
        (" , ", set()),
        ("a.se, 10.1.2.3:8443", {("a.se", None), ("10.1.2.3", 8443)}),
        ("[fd00::1]:8443,fd00::2,[fd00::3]", {("fd00::1", 8443), ("fd00::2", None), ("fd00::3", None)}),
    ],
)  # fmt: skip
def test_the_hosts_that_an_operator_names(written: str, hosts: set[tuple[str, int | None]]) -> None:
    assert NamedHosts.parse(written).hosts == hosts


@pytest.mark.parametrize("written", ["http://a.se", "a.se:x", "a.se:0", "a.se:70000", "*", "a b", ":80", "a@b"])  # fmt: skip
def test_what_is_no_host_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="Skriv till exempel"):
        NamedHosts.parse(written)
