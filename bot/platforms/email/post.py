"""The server that letters are handed to, and addresses as it understands them."""

from enum import StrEnum

import idna

from directory.lazy.values import dataclass


class SmtpSecurity(StrEnum):
    """How e-mail is protected on its way to the server."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The server for outgoing e-mail, and the sender's address.

    `ca_file`: certificates (PEM) that are trusted beside the machine's own.
    """

    host: str
    port: int
    security: SmtpSecurity
    sender: str
    ca_file: str = ""
    user: str = ""
    password: str = ""
    public_url: str = ""

    @property
    def address(self) -> str:
        """The sender's address, its domain in ASCII."""
        return in_ascii(self.sender)

    @property
    def domain(self) -> str:
        """The domain of the sender's address, for Message-IDs."""
        return self.address.rpartition("@")[2]


def in_ascii(address: str) -> str:
    """The address with its domain as mail servers know it (IDNA 2008): ”anna@xn--…”.

    What stands before the @ is as it was. ValueError if the domain cannot be one.
    """
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    return f"{local}{at}{idna.encode(domain, uts46=True).decode()}"
