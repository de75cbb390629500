"""Settings from the environment and `.env`, in sections: every fault of all is listed at once."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.cards import is_web_address
from bot.environment.database_file import database_faults
from bot.environment.dot_env import read_dot_env
from bot.environment.names import PREFIX, name_faults
from bot.environment.values import shown_value, value_fault, without_secrets
from directory.agreements.synonyms import SynonymGroup, read_groups
from directory.catalogue.phones import Phone, PhoneError
from directory.catalogue.written_phones import parse_phone
from directory.lazy.values import dataclass
from directory.rosters.reachable import SETTING, NamedHosts

DOT_ENV = ".env"
DATABASE = "KONSULT_DATABASE_URL"
_SHORTAGES_CONTACT = "KONSULT_SHORTAGES_CONTACT"
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_DATABASE = re.compile(
    r"[\w+]+://(?:[^:/]*(?::[^@]*)?@)?(?:\[[^/?]+\]|[^/:]*)(?::\d+)?(?:/.*)?", re.DOTALL
)
"""An address of a database as SQLAlchemy takes it apart."""

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
        env_prefix=PREFIX, env_file=DOT_ENV, env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    def faults(self, common: "Common") -> Iterator[str]:
        """Values that are right by themselves and do not fit together, a sentence for each."""
        yield from ()

    def secrets(self) -> Iterator[str]:
        """The values that must not be shown anywhere."""
        values = (getattr(self, name) for name in type(self).model_fields)
        yield from (value.get_secret_value() for value in values if isinstance(value, SecretStr))


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
    shortages_source: str = Field(
        "",
        description="Varifrån Läkemedelsverkets fil om restnoteringar hämtas: en adress, en fil "
        "eller en mapp. Tomt: den hämtas inte",
    )
    shortages_contact: str = Field(
        "",
        description="Vem Läkemedelsverket kan nå om hämtningen: e-post eller webbadress",
    )
    recommended_drugs: str = Field(
        "",
        description="Webbadressen till regionens lista över rekommenderade läkemedel, som /rest "
        "visar en länk till",
    )
    log_level: LogLevel = Field(LogLevel.INFO, description="Hur mycket som loggas")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(("sqlite+aiosqlite://", "postgresql+psycopg://")):
            raise ValueError("ska börja med sqlite+aiosqlite:/// eller postgresql+psycopg://")
        if not _DATABASE.fullmatch(url):
            raise ValueError(
                "går inte att läsa som en adress. Skriv postgresql+psycopg://namn:lösenord@värd:5432/"
                "databas; i lösenordet skrivs @ som %40, : som %3A, / som %2F och # som %23"
            )
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
        if not is_host(self.host):
            yield "KONSULT_HOST: ska vara en adress utan http:// och port, som 127.0.0.1."
        try:
            parse_phone(self.emergency_number)
        except PhoneError as fault:
            yield f"KONSULT_EMERGENCY_NUMBER: {fault}"
        try:
            NamedHosts.parse(self.roster_hosts)
        except ValueError as fault:
            yield f"{SETTING}: {fault}"
        yield from self._shortage_faults()
        if self.public_url and not is_web_address(self.public_url):
            yield "KONSULT_PUBLIC_URL ska vara en webbadress, som https://konsult.region.se"
        if self.recommended_drugs and not is_web_address(self.recommended_drugs):
            yield "KONSULT_RECOMMENDED_DRUGS ska vara en webbadress, som https://region.se/listan"
        try:
            self.own_synonyms()
        except OSError as fault:
            says = f"{shown_value(self.synonyms_file)} går inte att läsa ({fault.strerror})."
            yield f"KONSULT_SYNONYMS_FILE: {says} Ange en fil som finns, eller ingen."
        except UnicodeDecodeError:
            yield f"KONSULT_SYNONYMS_FILE: {shown_value(self.synonyms_file)} ska sparas som UTF-8."
        except ValueError as fault:
            yield f"KONSULT_SYNONYMS_FILE: {fault}"

    def _shortage_faults(self) -> Iterator[str]:
        source, contact = self.shortages_source, self.shortages_contact
        if contact and not (_CONTACT.fullmatch(contact) or is_web_address(contact)):
            yield f"{_SHORTAGES_CONTACT} ska vara e-post eller en webbadress, som jour@region.se"
        is_far = source.lower().startswith(("http://", "https://"))
        if is_far and not contact:
            yield f"{_SHORTAGES_CONTACT} behövs när restnoteringar hämtas från en adress"
        if source and not is_far and not Path(source).exists():
            says = f"{shown_value(source)} finns inte. Ange en fil, en mapp eller en adress."
            yield f"KONSULT_SHORTAGES_SOURCE: {says}"

    def own_synonyms(self) -> Sequence[SynonymGroup]:
        """The region's own synonyms for the search; empty if no file is set.

        Raises OSError or ValueError.
        """
        if not self.synonyms_file:
            return ()
        return read_groups(Path(self.synonyms_file).read_text("utf-8"))


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


def load_settings(
    kinds: Sequence[type[SettingsPart]], *, makes_database: bool = False, **overrides: Any
) -> Settings:
    """Read the settings in common and these sections, with values of the command line on top.

    `makes_database`: a database that is named and is not there is made. The usual one always is.

    Raises SettingsError for everything that is wrong: the names, the values, those that do not go
    together, and files that cannot be read.
    """
    chosen = {name: value for name, value in overrides.items() if value is not None}
    every: tuple[type[SettingsPart], ...] = (Common, *kinds)
    dot_env = read_dot_env(Path(DOT_ENV))
    known = [setting_name(kind, name) for kind in every for name in kind.model_fields]
    file = DOT_ENV if dot_env.readable else None

    def read(kind: type[SettingsPart], usual: Mapping[str, Any]) -> SettingsPart:
        typed = chosen if kind is Common else {}
        made: Any = kind  # pydantic's own arguments are not among the fields
        section: SettingsPart = made(_env_file=file, **{**typed, **usual})
        return section

    names = name_faults(os.environ, dot_env.names, known)

    def places(common: Common) -> Iterator[str]:
        named = "database_url" in common.model_fields_set
        url = common.database_url
        yield from database_faults(DATABASE, url, named=named, may_make=makes_database)

    return checked(every, read, (*dot_env.faults, *names), places)


Read = Callable[[type[SettingsPart], Mapping[str, Any]], SettingsPart]
"""Reads a section, with these values in place of what is written."""


def checked(
    kinds: Sequence[type[SettingsPart]],
    read: Read,
    known_faults: Sequence[str] = (),
    places: Callable[[Common], Iterator[str]] = lambda common: iter(()),
) -> Settings:
    """The sections, Common among them, as they are read. SettingsError with the faults of all.

    `places`: what is wrong with the places on this machine that the settings name.

    A value that is wrong by itself is taken as the usual one, so that the others are looked at
    too; what is then said of it is not repeated.
    """
    wrong: dict[str, str] = {}
    sections = [_section(kind, read, wrong) for kind in kinds]
    common = next(section for section in sections if isinstance(section, Common))
    together = [*places(common)]
    together += [fault for section in sections for fault in section.faults(common)]
    apart = [fault for fault in together if not any(name in fault for name in wrong)]
    if faults := [*known_faults, *wrong.values(), *apart]:
        secrets = [secret for section in sections for secret in section.secrets()]
        raise SettingsError(without_secrets("\n".join(faults), secrets))
    return Settings(common, tuple(sections))


def _section(kind: type[S], read: Read, wrong: dict[str, str]) -> SettingsPart:
    """The section, with the usual value for each that is wrong; what is wrong by its name."""
    try:
        return read(kind, {})
    except ValidationError as error:
        fields = {_field_at(kind, fault["loc"]): dict(fault) for fault in error.errors()}
        for field, fault in fields.items():
            name = setting_name(kind, field)
            wrong[name] = value_fault(name, kind.model_fields[field], fault)
        usual = {_key(kind, field): kind.model_fields[field].default for field in fields}
        return read(kind, usual)


def setting_name(kind: type[SettingsPart], field: str) -> str:
    """What a field of a section is called in the environment."""
    alias = kind.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"{PREFIX}{field.upper()}"


def is_host(written: str) -> bool:
    """Whether it is a server's name or number alone, without http:// and port."""
    return not (re.search(r"[\s/@]", written) or written.count(":") == 1)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _key(kind: type[SettingsPart], field: str) -> str:
    """The name by which a field is given when the section is made."""
    alias = kind.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else field


def _field_at(kind: type[SettingsPart], place: Sequence[int | str]) -> str:
    """The field of a fault, whichever of its names pydantic tells."""
    first = str(place[0])
    return next((name for name in kind.model_fields if _key(kind, name) == first), first)
