"""The settings of the web chat's sign-in."""

from collections.abc import Iterator
from enum import StrEnum

from pydantic import Field, SecretStr

from bot.platforms.web.sign_in import Demo, Proxy, SignIn
from bot.settings import Common, SettingsPart, is_loopback

SHORTEST_SECRET = 32


class SignInMode(StrEnum):
    """Demo: pick any person. Proxy: a proxy in front has signed the person in."""

    DEMO = "demo"
    PROXY = "proxy"


class WebSettings(SettingsPart):
    """Which sign-in is used, and what the proxy sends."""

    sign_in: SignInMode = Field(
        SignInMode.DEMO,
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

    @property
    def is_demo(self) -> bool:
        """Whether people are picked from a list, on this computer only."""
        return self.sign_in is SignInMode.DEMO

    def faults(self, common: Common) -> Iterator[str]:
        if self.is_demo and not is_loopback(common.host):
            yield (
                "Demon får bara lyssna på den egna datorn (KONSULT_HOST=127.0.0.1). "
                "Sätt KONSULT_SIGN_IN=proxy och KONSULT_PROXY_SECRET för andra adresser."
            )
        if not self.is_demo and len(self.proxy_secret.get_secret_value()) < SHORTEST_SECRET:
            yield (
                "KONSULT_SIGN_IN=proxy kräver KONSULT_PROXY_SECRET "
                f"med minst {SHORTEST_SECRET} tecken."
            )

    def way_in(self) -> SignIn:
        """The sign-in that the settings choose."""
        if self.is_demo:
            return Demo()
        return Proxy(self.proxy_header, self.proxy_secret.get_secret_value())
