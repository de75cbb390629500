"""The settings of outgoing e-mail."""

import ssl
from collections.abc import Iterator
from ipaddress import ip_address

from pydantic import Field, SecretStr

from bot.platforms.email.post import Post, SmtpSecurity, in_ascii
from bot.settings import Common, SettingsPart, is_host


class EmailSettings(SettingsPart):
    """The server for outgoing e-mail, if there is one."""

    smtp_host: str = Field("", description="Server för utgående e-post. Tomt: ingen e-post")
    smtp_port: int = Field(25, ge=1, le=65535, description="Porten på den servern")
    smtp_security: SmtpSecurity = Field(
        SmtpSecurity.STARTTLS, description="Hur e-posten skyddas: starttls, tls eller none"
    )
    smtp_ca_file: str = Field(
        "",
        description="Fil (PEM) med fler utfärdare av e-postserverns certifikat än datorns",
    )
    smtp_user: str = Field("", description="Användare på e-postservern. Tomt: ingen inloggning")
    smtp_password: SecretStr = Field(SecretStr(""), description="Lösenordet på e-postservern")
    mail_from: str = Field("", description="Avsändaren i e-post, till exempel konsult@region.se")

    def faults(self, common: Common) -> Iterator[str]:
        if not self.smtp_host:
            return
        if not is_host(self.smtp_host):
            yield "KONSULT_SMTP_HOST: ska vara serverns namn utan smtp:// och port."
            return
        if not _can_send(self.mail_from):
            yield "KONSULT_SMTP_HOST kräver KONSULT_MAIL_FROM, avsändarens adress."
        if self.smtp_security is SmtpSecurity.NONE and not _is_this_machine(self.smtp_host):
            yield (
                "KONSULT_SMTP_SECURITY=none skickar brev och lösenord oskyddade över nätet. Skriv "
                "starttls eller tls; none går bara till en server på samma dator (localhost)."
            )
        if self.smtp_ca_file and not _has_certificates(self.smtp_ca_file):
            yield (
                "KONSULT_SMTP_CA_FILE: filen finns inte, kan inte läsas eller har inga certifikat. "
                "Det ska vara en textfil (PEM) som börjar med -----BEGIN CERTIFICATE-----."
            )

    def post(self, public_url: str) -> Post | None:
        """The server, if one is set; letters end with `public_url`, the address of the web chat."""
        if not self.smtp_host:
            return None
        return Post(
            host=self.smtp_host,
            port=self.smtp_port,
            security=self.smtp_security,
            ca_file=self.smtp_ca_file,
            sender=self.mail_from,
            user=self.smtp_user,
            password=self.smtp_password.get_secret_value(),
            public_url=public_url,
        )


def _can_send(address: str) -> bool:
    """Whether it can be a sender at every server: nothing but ASCII before the @."""
    local, at, domain = address.rpartition("@")
    try:
        return bool(at and local and domain) and in_ascii(address).isascii()
    except ValueError:
        return False


def _has_certificates(path: str) -> bool:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=path)
    except OSError:  # what ssl raises for a file that it cannot read, too
        return False
    return True


def _is_this_machine(host: str) -> bool:
    if host.rstrip(".").casefold() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
