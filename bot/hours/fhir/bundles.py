"""Resources as a Bundle: the answer to a search, or a collection in a file."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from bot.hours.fhir.outcomes import outcome
from directory.lazy.values import dataclass

Bundle = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A resource in an answer, and why it is there."""

    resource: Mapping[str, Any]
    mode: str = "match"


@dataclass(frozen=True, slots=True)
class Page:
    """A part of what a search found. `next_query`: that of the next part, if there is one.

    `told`: what the reader is to know of it.
    """

    kind: str
    found: Sequence[Found]
    total: int
    next_query: Sequence[tuple[str, str]] | None
    told: str = ""

    def bundle(self, base: str, query: Sequence[tuple[str, str]], now: datetime) -> Bundle:
        """The answer at the address `base`."""
        return {
            "resourceType": "Bundle",
            "type": "searchset",
            "timestamp": now.isoformat(timespec="seconds"),
            "total": self.total,
            "link": list(self._links(base, query)),
            **_entries([*(_entry(one, base) for one in self.found), *self._outcome()]),
        }

    def _links(self, base: str, query: Sequence[tuple[str, str]]) -> Iterator[Mapping[str, str]]:
        yield {"relation": "self", "url": self._url(base, query)}
        if self.next_query is not None:
            yield {"relation": "next", "url": self._url(base, self.next_query)}

    def _url(self, base: str, query: Sequence[tuple[str, str]]) -> str:
        return f"{base}/{self.kind}" + (f"?{urlencode(query)}" if query else "")

    def _outcome(self) -> Iterator[Mapping[str, Any]]:
        if self.told:
            resource = outcome(self.told, "informational", "information")
            yield {"resource": resource, "search": {"mode": "outcome"}}


def collection(resources: Sequence[Mapping[str, Any]], base: str, now: datetime) -> Bundle:
    """Everything in one file. `base` may be empty: then nothing says where it is read."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": now.isoformat(timespec="seconds"),
        **_entries([{**_full_url(one, base), "resource": one} for one in resources]),
    }


def _entry(found: Found, base: str) -> Mapping[str, Any]:
    return {
        **_full_url(found.resource, base),
        "resource": found.resource,
        "search": {"mode": found.mode},
    }


def _full_url(resource: Mapping[str, Any], base: str) -> Mapping[str, str]:
    return {"fullUrl": f"{base}/{resource['resourceType']}/{resource['id']}"} if base else {}


def _entries(entries: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """FHIR has no empty lists."""
    return {"entry": list(entries)} if entries else {}
