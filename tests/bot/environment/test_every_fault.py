"""All faults of settings at once, of every class, and never a secret."""

from pathlib import Path

import pytest

from bot.settings import SettingsError
from tests.settings import settings
from tests.stories.terminal import Terminal

SECRET = "hemlig-nyckel-som-ingen-far-se-0123"
DOT_ENV = f"""
KONSULT_SMTP_PASSWORD={SECRET}
KONSULT_PROXY_SECRET={SECRET}
KONSULT_SMTP_HOSTT=post
PUBLIC_URL=x
det här är ingen rad
KONSULT_SMTP_HOST=smtp://post.region.se:25
KONSULT_SMTP_SECURITY=ssl
"""


def test_faults_of_every_class_are_one_list(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    (tmp_path / ".env").write_text(DOT_ENV, "utf-8")
    terminal.konsult(
        "serve",
        code=1,
        KONSULT_PORT=SECRET,
        KONSULT_SIGN_IN="proxi",
        KONSULT_PROXY_HEADER="X Y",
        KONSULT_PUBLIC_URL="konsult.region.se",
        KONSULT_ROSTER_HOSTS="https://x/y",
        KONSULT_SYNONYMS_FILE="finns/inte.csv",
        KONSULT_DATABASE_URL="postgresql+psycopg://konsult:a/b@db:port/konsult",
        KONSULT_LOG_LEVEL="mycket",
        KONSULT_SLACK_ADMINS="xoxb-123-abc",
        SLACK_BOT_TOKN="x",
        SLACK_APP_TOKEN="xoxb-456-def",
    )
    head, *told = terminal.complaints.splitlines()
    assert head == "Inställningarna är inte rätt:"
    assert [line.split(":")[0].split(" ska vara")[0].split(" kräver")[0] for line in told] == [
        ".env rad 6",
        "KONSULT_SMTP_HOSTT",
        "PUBLIC_URL",
        "SLACK_BOT_TOKN",
        "KONSULT_DATABASE_URL",
        "KONSULT_PORT",
        "KONSULT_LOG_LEVEL",
        "KONSULT_SMTP_SECURITY",
        "KONSULT_SIGN_IN",
        "KONSULT_PROXY_HEADER",
        "KONSULT_ROSTER_HOSTS",
        "KONSULT_PUBLIC_URL",
        "KONSULT_SYNONYMS_FILE",
        "SLACK_APP_TOKEN",
        "SLACK_APP_TOKEN",
        "KONSULT_SLACK_ADMINS",
        "KONSULT_SMTP_HOST",
    ]
    for secret in (SECRET, "a/b", "xoxb-123", "xoxb-456", "123-abc"):
        assert secret not in terminal.complaints


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"port": "70000"}, "KONSULT_PORT: ska vara ett heltal från 1 till 65535. Porten som webbchatten lyssnar på."),
        ({"port": ""}, "KONSULT_PORT: ska vara ett heltal från 1 till 65535. Porten som webbchatten lyssnar på."),
        ({"sign_in": "proxi"}, "KONSULT_SIGN_IN: ska vara demo eller proxy. Vägen in: demo (bara på den egna datorn) eller proxy (inloggning framför)."),
        ({"database_url": "mysql://x"}, "KONSULT_DATABASE_URL: ska börja med sqlite+aiosqlite:/// eller postgresql+psycopg://"),
        ({"host": "http://127.0.0.1"}, "KONSULT_HOST: ska vara en adress utan http:// och port, som 127.0.0.1."),
    ],
)  # fmt: skip
def test_a_fault_says_what_would_be_right(values: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings(**values)
    assert str(raised.value).splitlines()[0] == says


def test_what_is_wrong_by_itself_is_not_told_again_as_a_combination() -> None:
    with pytest.raises(SettingsError) as raised:
        settings(sign_in="proxi", host="0.0.0.0")
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"KONSULT_PORT=\xff\n", "är inte sparad som UTF-8"), (None, "går inte att läsa")],
)
def test_a_file_of_settings_that_cannot_be_read(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    terminal = Terminal(tmp_path)
    if content is None:
        (tmp_path / ".env").mkdir()
    else:
        (tmp_path / ".env").write_bytes(content)
    terminal.konsult("ask", "/hjalp", code=1, KONSULT_SIGN_IN="proxi")
    _, first, second = terminal.complaints.splitlines()
    assert first.startswith(f".env {says}") and second.startswith("KONSULT_SIGN_IN: ")
