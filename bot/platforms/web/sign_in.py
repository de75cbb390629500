"""The two sign-ins: choosing a person in the demo, and a proxy that has signed them in."""

import hashlib
import hmac
import re
import secrets
from dataclasses import field

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.desk import Desk, Visitor
from bot.settings import is_loopback
from directory.catalogue.people import Person
from directory.lazy.values import dataclass

COOKIE = "konsult_person"
SECRET_HEADER = "X-Konsult-Secret"
SHORTEST_SECRET = 16


class NotChosenError(Exception):
    """No person has been chosen in the demo: show the list."""


class NoRegionError(Exception):
    """No region has been imported, so nobody is known: that is no fault of the visitor's."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Demo: pick any person, from this computer only.

    The cookie holds a keyed hash of the person's id, so it can only come from the list.
    """

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def check_address(self, host: str) -> None:
        """Raise ValueError unless `host` is a loopback address."""
        if not is_loopback(host):
            raise ValueError(
                f"Demon får bara nås från den egna datorn. Starta den på 127.0.0.1, inte på {host}."
            )

    def refusal(self, request: Request) -> str:
        """Why the request is refused, or empty."""
        client = request.client.host if request.client else ""
        forwarded = {"forwarded", "x-forwarded-for", "x-real-ip"} & set(request.headers)
        if forwarded or not is_loopback(client) or not is_loopback(_host_name(request)):
            return "Demon går bara att nå från den dator som den körs på."
        return ""

    def visitor(self, request: Request, desk: Desk) -> Visitor:
        """The chosen person, or NotChosenError."""
        person = self.person_of(request.cookies.get(COOKIE, ""), desk)
        if person is None:
            raise NotChosenError
        return visitor_of(person)

    def token(self, person: Person) -> str:
        """The value for the person in the list and in the cookie."""
        return hmac.new(self.key, person.id.encode(), hashlib.sha256).hexdigest()

    def person_of(self, token: str, desk: Desk) -> Person | None:
        """The person of the token, or None for an invalid one."""
        encoded = token.encode()
        people = desk.demo_people()
        return next(
            (p for p in people if hmac.compare_digest(self.token(p).encode(), encoded)), None
        )


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy in front has signed the person in and says who it is in `header`.

    Trusted only with the shared secret in X-Konsult-Secret, and only if each header comes once:
    the visitor could have added a second one.
    """

    header: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9-]+", self.header):
            raise ValueError("Proxyns huvud ska vara ett namn som X-Forwarded-Email.")
        if self.header.lower() == SECRET_HEADER.lower():
            raise ValueError("Hemligheten och identiteten kan inte stå i samma huvud.")
        if len(self.secret) < SHORTEST_SECRET:
            raise ValueError(f"Proxyns hemlighet ska ha minst {SHORTEST_SECRET} tecken.")

    def check_address(self, host: str) -> None:
        """Any address is allowed: without the secret nothing is answered."""

    def refusal(self, request: Request) -> str:
        """Never refuses: static files and probes hold no personal data; pages check the secret."""
        return ""

    def visitor(self, request: Request, desk: Desk) -> Visitor:
        """The person whom the proxy names. Raises HTTPException 403 or NoRegionError."""
        secret, identity = _only(request, SECRET_HEADER), _only(request, self.header)
        if not hmac.compare_digest(secret, self.secret.encode()):
            raise HTTPException(403, "Logga in på det vanliga sättet och försök igen.")
        if not desk.has_region():
            raise NoRegionError
        named = identity.decode(errors="replace").strip()
        person = desk.find_person(named) if named else None
        if person is None:
            raise HTTPException(403, _unknown(named))
        return visitor_of(person)


SignIn = Demo | Proxy


def visitor_of(person: Person) -> Visitor:
    """The person as this platform's visitor."""
    return Visitor(f"web:{person.id}", person)


def _unknown(named: str) -> str:
    who = f"Du är inloggad som {named[:100]}, men finns" if named else "Du finns"
    return (
        f"{who} inte i katalogen. Be samordnaren för din enhet lägga till dig. "
        "Ring sjukhusets växel om det är bråttom."
    )


def _only(request: Request, header: str) -> bytes:
    """The bytes of a header that must come exactly once, else none."""
    values = request.headers.getlist(header)
    return values[0].encode("latin-1") if len(values) == 1 else b""


def _host_name(request: Request) -> str:
    """The name in the Host header, without port and brackets."""
    host = _only(request, "host").decode("latin-1")
    match = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]*)(:\d{1,5})?", host)
    return match[1].strip("[]") if match else ""
