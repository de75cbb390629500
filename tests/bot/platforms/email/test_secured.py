"""E-mail on secured lines: a real server, with certificates that are made here."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.delivery.sender import SendError
from bot.platforms.email.letters import Email
from bot.platforms.email.post import SmtpSecurity
from bot.platforms.email.replies import PAUSE_WHEN_REFUSED
from bot.platforms.email.settings import EmailSettings
from bot.settings import SettingsError
from directory.lazy.values import dataclass
from tests.bot.platforms.email.letter import ANNA, claimed
from tests.bot.platforms.email.mailbox import Mailbox, mailbox
from tests.settings import settings

BOTH = (SmtpSecurity.STARTTLS, SmtpSecurity.TLS)
HERE = x509.IPAddress(ip_address("127.0.0.1"))
ELSEWHERE = x509.DNSName("smtp.annan.example")
YEAR = timedelta(days=365)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@dataclass(frozen=True)
class Authority:
    """Whoever issues certificates in a region."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    folder: Path

    @property
    def file(self) -> str:
        """What a region gives to those who are to trust it."""
        return str(self.folder / "ca.pem")

    def server(self, name: x509.GeneralName, until: datetime) -> ssl.SSLContext:
        """A server with a certificate for a name, that holds until then."""
        key = ec.generate_private_key(ec.SECP256R1())
        issued = _certificate("smtp", key.public_key(), until).issuer_name(self.certificate.subject)
        issued = issued.add_extension(x509.SubjectAlternativeName([name]), critical=False)
        signed = issued.sign(self.key, hashes.SHA256())
        both = self.folder / "server.pem"
        both.write_bytes(_pem(key) + signed.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        return context


def _certificate(
    common: str, key: ec.EllipticCurvePublicKey, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - 2 * YEAR)
        .not_valid_after(until)
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


Issuing = Callable[[str], Authority]


@pytest.fixture
def authority(tmp_path: Path) -> Issuing:
    """Makes authorities, each with its file."""

    def made(called: str) -> Authority:
        folder = tmp_path / called
        folder.mkdir()
        key = ec.generate_private_key(ec.SECP256R1())
        own = _certificate(called, key.public_key(), _now() + YEAR).issuer_name(_name(called))
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        signed = own.sign(key, hashes.SHA256())
        (folder / "ca.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        return Authority(key, signed, folder)

    return made


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  # certificates are checked by the machine's clock


@pytest.mark.parametrize("security", BOTH)
async def test_a_letter_and_a_login_go_on_a_secured_line_alone(
    authority: Issuing, security: SmtpSecurity
) -> None:
    region = authority("region")
    async with _server(region.server(HERE, _now() + YEAR), security, password="hemligt") as box:
        post = box.post(security=security, ca_file=region.file, user="konsult", password="hemligt")
        await Email(post).send(claimed(), ANNA)
    assert len(box.kept) == 1
    assert box.plain == (["EHLO", "STARTTLS"] if security is SmtpSecurity.STARTTLS else [])
    assert box.said[-3:] == ["AUTH", "MAIL", "RCPT"]


@pytest.mark.parametrize("security", BOTH)
@pytest.mark.parametrize("wrong", ["another issuer", "nobody trusts it", "another name", "expired"])
async def test_a_wrong_certificate_is_told_nothing(
    authority: Issuing, security: SmtpSecurity, wrong: str
) -> None:
    region, other = authority("region"), authority("annan")
    name = ELSEWHERE if wrong == "another name" else HERE
    until = _now() + (-YEAR if wrong == "expired" else YEAR)
    trusted = {"another issuer": other.file, "nobody trusts it": ""}.get(wrong, region.file)
    async with _server(region.server(name, until), security, password="hemligt") as box:
        post = box.post(security=security, ca_file=trusted, user="konsult", password="hemligt")
        with pytest.raises(SendError) as fault:
            await Email(post).send(claimed(), ANNA)
    told = fault.value
    assert (told.code, told.ours, told.permanent, told.unsure) == ("smtp_tls", True, False, False)
    assert told.retry_after == PAUSE_WHEN_REFUSED
    assert {"AUTH", "MAIL", "RCPT"}.isdisjoint(box.said)
    assert box.kept == []


def _server(tls: ssl.SSLContext, security: SmtpSecurity, **how: Any) -> Any:
    return mailbox(Mailbox(tls=tls, from_start=security is SmtpSecurity.TLS, **how))


def _with_ca(file: str) -> EmailSettings:
    sends = {"smtp_host": "smtp.region.example", "mail_from": "konsult@region.example"}
    return settings(**sends, smtp_ca_file=file).of(EmailSettings)


def test_the_file_of_certificates_is_what_is_trusted(authority: Issuing) -> None:
    file = authority("region").file
    post = _with_ca(file).post("")
    assert post is not None
    assert post.ca_file == file


@pytest.mark.parametrize("content", [None, b"", b"inget certifikat\n", b"\x30\x82\x01\xff"])
def test_a_file_without_certificates_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match="KONSULT_SMTP_CA_FILE"):
        _with_ca(str(file))
