"""The settings of outgoing e-mail."""

from collections.abc import Iterator

from pydantic import Field, SecretStr

from bot.platforms.email.letters import Post, SmtpSecurity
from bot.settings import Common, SettingsPart, is_host


class EmailSettings(SettingsPart):
    """The server for outgoing e-mail, if there is one."""

    smtp_host: str = Field("", description="Server för utgående e-post. Tomt: ingen e-post")
    smtp_port: int = Field(25, ge=1, le=65535, description="Porten på den servern")
    smtp_security: SmtpSecurity = Field(
        SmtpSecurity.STARTTLS, description="Hur e-posten skyddas: starttls, tls eller none"
    )
    smtp_user: str = Field("", description="Användare på e-postservern. Tomt: ingen inloggning")
    smtp_password: SecretStr = Field(SecretStr(""), description="Lösenordet på e-postservern")
    mail_from: str = Field("", description="Avsändaren i e-post, till exempel konsult@region.se")

    def faults(self, common: Common) -> Iterator[str]:
        if not is_host(self.smtp_host):
            yield "KONSULT_SMTP_HOST: ska vara serverns namn utan smtp:// och port."
        if self.smtp_host and "@" not in self.mail_from:
            yield "KONSULT_SMTP_HOST kräver KONSULT_MAIL_FROM, avsändarens adress."

    def post(self, public_url: str) -> Post | None:
        """The server, if one is set; letters end with `public_url`, the address of the web chat."""
        if not self.smtp_host:
            return None
        return Post(
            host=self.smtp_host,
            port=self.smtp_port,
            security=self.smtp_security,
            sender=self.mail_from,
            user=self.smtp_user,
            password=self.smtp_password.get_secret_value(),
            public_url=public_url,
        )
