"""Settings from the environment and `.env`, in sections: every fault of all is listed at once."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Any, TypeVar

from dotenv import dotenv_values
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.cards import is_web_address
from directory.catalogue.phones import Phone, PhoneError
from directory.catalogue.written_phones import parse_phone
from directory.rosters.reachable import SETTING, NamedHosts
from directory.sources.faults import did_you_mean

PREFIX = "KONSULT_"

S = TypeVar("S", bound="SettingsPart")


class LogLevel(StrEnum):
    """How much is logged; capital letters are understood too."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @classmethod
    def _missing_(cls, value: object) -> "LogLevel | None":
        lower = str(value).lower()
        return next((level for level in cls if level.value == lower), None)


class SettingsError(Exception):
    """One or more settings are wrong or unknown; the message lists them all, in Swedish."""


class SettingsPart(BaseSettings):
    """What can be set of one part of konsult, under the names that `setting_name` tells."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    def faults(self, common: "Common") -> Iterator[str]:
        """Values that are right by themselves and do not fit together, a sentence for each."""
        yield from ()


class Common(SettingsPart):
    """What every part of konsult may need."""

    database_url: str = Field(
        "sqlite+aiosqlite:///var/konsult.db",
        description="Databasen: sqlite+aiosqlite:///fil eller postgresql+psycopg://namn@värd/databas",
    )
    host: str = Field("127.0.0.1", description="Adressen som webbchatten lyssnar på")
    port: int = Field(8000, ge=1, le=65535, description="Porten som webbchatten lyssnar på")
    emergency_number: str = Field(
        "112",
        description="Numret som visas när katalogen inte går att läsa, till exempel växeln",
    )
    emergency_label: str = Field("Nödnummer", description="Vad det numret går till")
    public_url: str = Field(
        "",
        description="Adressen som webbchatten nås på utifrån, för länkar i brev och kalendrar",
    )
    synonyms_file: str = Field(
        "", description="Fil med regionens egna synonymer för sökning bland överenskommelser"
    )
    roster_hosts: str = Field(
        "",
        description="Värdar i slutna nät som scheman får läsas från, med komma: "
        "schema.region.se, 10.1.2.3:8443",
    )
    log_level: LogLevel = Field(LogLevel.INFO, description="Hur mycket som loggas")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(("sqlite+aiosqlite://", "postgresql+psycopg://")):
            raise ValueError("ska börja med sqlite+aiosqlite:/// eller postgresql+psycopg://")
        return url

    @property
    def named_hosts(self) -> NamedHosts:
        """The servers that may be asked for rosters though they stand in a closed network."""
        return NamedHosts.parse(self.roster_hosts)

    @property
    def emergency(self) -> Phone:
        """What to ring when konsult itself cannot answer."""
        parsed = parse_phone(self.emergency_number)
        return Phone(
            kind=parsed.kind,
            number=parsed.number,
            extension=parsed.extension,
            label=self.emergency_label,
        )

    def faults(self, common: "Common") -> Iterator[str]:
        try:
            parse_phone(self.emergency_number)
        except PhoneError as fault:
            yield f"KONSULT_EMERGENCY_NUMBER: {fault}"
        try:
            NamedHosts.parse(self.roster_hosts)
        except ValueError as fault:
            yield f"{SETTING}: {fault}"
        if self.public_url and not is_web_address(self.public_url):
            yield "KONSULT_PUBLIC_URL ska vara en webbadress, som https://konsult.region.se"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings: those in common, and a section for each part that has its own."""

    common: Common
    sections: tuple[SettingsPart, ...] = ()

    def of(self, kind: type[S]) -> S:
        """The section of a kind; LookupError if it has not been read."""
        for section in self.sections:
            if isinstance(section, kind):
                return section
        raise LookupError(kind.__name__)


def load_settings(kinds: Sequence[type[SettingsPart]], **overrides: Any) -> Settings:
    """Read the settings in common and these sections, with values of the command line on top.

    Raises SettingsError for everything that is wrong, unknown KONSULT_ names included.
    """
    chosen = {name: value for name, value in overrides.items() if value is not None}
    every: tuple[type[SettingsPart], ...] = (Common, *kinds)
    unknown = _unknown_names({**dotenv_values(".env"), **os.environ}, every)
    return checked(every, lambda kind: kind(**(chosen if kind is Common else {})), unknown)


def checked(
    kinds: Sequence[type[SettingsPart]],
    read: Callable[[type[SettingsPart]], SettingsPart],
    known_faults: Sequence[str] = (),
) -> Settings:
    """The sections, Common among them, as they are read. SettingsError with the faults of all."""
    faults, sections = [*known_faults], list[SettingsPart]()
    for kind in kinds:
        try:
            sections.append(read(kind))
        except ValidationError as error:
            faults += [_fault_words(kind, dict(fault)) for fault in error.errors()]
    common = next((section for section in sections if isinstance(section, Common)), None)
    if common is not None:
        faults += [fault for section in sections for fault in section.faults(common)]
    if common is None or faults:
        raise SettingsError("\n".join(faults))
    return Settings(common, tuple(sections))


def setting_name(kind: type[SettingsPart], field: str) -> str:
    """What a field of a section is called in the environment."""
    alias = kind.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"{PREFIX}{field.upper()}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _unknown_names(
    environment: Mapping[str, str | None], kinds: Sequence[type[SettingsPart]]
) -> list[str]:
    known = {setting_name(kind, name) for kind in kinds for name in kind.model_fields}
    ours = [name for name in environment if name.upper().startswith(PREFIX)]
    others = sorted(name for name in ours if name.upper() not in known)
    return [
        f"{name}: finns inte.{did_you_mean(name, known)} Skriv ”konsult settings” så visas alla."
        for name in others
    ]


def _fault_words(kind: type[SettingsPart], fault: Mapping[str, Any]) -> str:
    where = "".join(str(part) for part in fault["loc"])
    message = str(fault["msg"]).removeprefix("Value error, ")
    name = setting_name(kind, where) if where in kind.model_fields else where
    return f"{name}: {message}" if where else message


MASK = "**********"
_IN_ADDRESS = re.compile(r"(://[^:@/]*):.*@", re.DOTALL)
"""To the last @: a password that is not escaped may hold any sign."""
_IN_QUERY = re.compile(
    r"([?&;][^=&;#]*(?:password|passwd|pwd|secret|token|key)=)[^&;#]*", re.IGNORECASE
)


def shown_value(value: object) -> str:
    """A setting as it may be shown: the passwords in addresses are masked."""
    return _IN_QUERY.sub(rf"\1{MASK}", _IN_ADDRESS.sub(rf"\1:{MASK}@", str(value)))
