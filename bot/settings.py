"""One frozen settings object, from the environment and `.env`. Every fault is listed at once."""

import os
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from typing import Any, Self

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "KONSULT_"
SHORTEST_SECRET = 32


class SignIn(StrEnum):
    """How people come in to the web chat."""

    DEMO = "demo"
    PROXY = "proxy"


class SmtpSecurity(StrEnum):
    """How e-mail is protected on its way to the server."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


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


class Settings(BaseSettings):
    """What can be set in the environment or in `.env`, under the name that `setting_name` tells."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    database_url: str = Field(
        "sqlite+aiosqlite:///var/konsult.db",
        description="Databasen: sqlite+aiosqlite:///fil eller postgresql+psycopg://namn@värd/databas",
    )
    host: str = Field("127.0.0.1", description="Adressen som webbchatten lyssnar på")
    port: int = Field(8000, ge=1, le=65535, description="Porten som webbchatten lyssnar på")
    sign_in: SignIn = Field(
        SignIn.DEMO,
        description="Vägen in: demo (bara på den egna datorn) eller proxy (inloggning framför)",
    )
    proxy_secret: SecretStr = Field(
        SecretStr(""),
        description=f"Delad hemlighet med inloggningsproxyn, minst {SHORTEST_SECRET} tecken",
    )
    proxy_header: str = Field(
        "X-Forwarded-Email",
        pattern=r"^[A-Za-z0-9-]+$",
        description="Huvudet där proxyn anger e-post eller HSA-id",
    )
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
    smtp_host: str = Field("", description="Server för utgående e-post. Tomt: ingen e-post")
    smtp_port: int = Field(25, ge=1, le=65535, description="Porten på den servern")
    smtp_security: SmtpSecurity = Field(
        SmtpSecurity.STARTTLS, description="Hur e-posten skyddas: starttls, tls eller none"
    )
    smtp_user: str = Field("", description="Användare på e-postservern. Tomt: ingen inloggning")
    smtp_password: SecretStr = Field(SecretStr(""), description="Lösenordet på e-postservern")
    mail_from: str = Field("", description="Avsändaren i e-post, till exempel konsult@region.se")
    log_level: LogLevel = Field(LogLevel.INFO, description="Hur mycket som loggas")
    slack_bot_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_BOT_TOKEN",
        description="Slackappens bot-token (xoxb-…). Tomt: ingen Slack",
    )
    slack_app_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_APP_TOKEN",
        description="Slackappens app-token (xapp-…) för Socket Mode, utan öppen port",
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_SIGNING_SECRET",
        description="Slackappens signeringshemlighet, för anrop till /slack/events",
    )
    slack_api: str = Field("", description="Slacks webbadress för anrop. Tomt: Slacks egen")
    slack_admins: str = Field("", description="Administratörers användar-id i Slack, med komma")
    slack_coordinators: str = Field("", description="Samordnares användar-id i Slack, med komma")
    slack_specialists: str = Field("", description="Specialisters användar-id i Slack, med komma")
    slack_coordinator_group: str = Field(
        "", description="Användargruppen i Slack (S…) vars medlemmar är samordnare"
    )
    slack_specialist_group: str = Field(
        "", description="Användargruppen i Slack (S…) vars medlemmar är specialister"
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(("sqlite+aiosqlite://", "postgresql+psycopg://")):
            raise ValueError("ska börja med sqlite+aiosqlite:/// eller postgresql+psycopg://")
        return url

    @model_validator(mode="after")
    def _safe_way_in(self) -> Self:
        if self.sign_in is SignIn.DEMO and not is_loopback(self.host):
            raise ValueError(
                "Demon får bara lyssna på den egna datorn (KONSULT_HOST=127.0.0.1). "
                "Sätt KONSULT_SIGN_IN=proxy och KONSULT_PROXY_SECRET för andra adresser."
            )
        if self.sign_in is SignIn.PROXY and not self._has_secret():
            raise ValueError(
                "KONSULT_SIGN_IN=proxy kräver KONSULT_PROXY_SECRET "
                f"med minst {SHORTEST_SECRET} tecken."
            )
        return self

    @model_validator(mode="after")
    def _whole_address(self) -> Self:
        if self.public_url and not self.public_url.startswith(("https://", "http://")):
            raise ValueError("KONSULT_PUBLIC_URL ska börja med https://")
        return self

    @model_validator(mode="after")
    def _has_sender(self) -> Self:
        if self.smtp_host and "@" not in self.mail_from:
            raise ValueError("KONSULT_SMTP_HOST kräver KONSULT_MAIL_FROM, avsändarens adress.")
        return self

    def _has_secret(self) -> bool:
        return len(self.proxy_secret.get_secret_value()) >= SHORTEST_SECRET


class SettingsError(Exception):
    """One or more settings are wrong or unknown; the message lists them all, in Swedish."""


def setting_name(field: str) -> str:
    """What a field of Settings is called in the environment."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"{PREFIX}{field.upper()}"


def load_settings(**overrides: Any) -> Settings:
    """Read the settings, with values from the command line on top.

    Raises SettingsError for everything that is wrong, unknown KONSULT_ names included.
    """
    chosen = {name: value for name, value in overrides.items() if value is not None}
    faults = _unknown_names({**dotenv_values(".env"), **os.environ})
    try:
        settings = Settings(**chosen)
    except ValidationError as error:
        faults += [_fault_words(dict(fault)) for fault in error.errors()]
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _unknown_names(environment: Mapping[str, str | None]) -> list[str]:
    known = {setting_name(name) for name in Settings.model_fields}
    ours = [name for name in environment if name.upper().startswith(PREFIX)]
    others = sorted(name for name in ours if name.upper() not in known)
    return [f"{name}: finns inte. Skriv ”konsult settings” så visas alla." for name in others]


def _fault_words(fault: Mapping[str, Any]) -> str:
    where = "".join(str(part) for part in fault["loc"])
    message = str(fault["msg"]).removeprefix("Value error, ")
    name = setting_name(where) if where in Settings.model_fields else where
    return f"{name}: {message}" if where else message
