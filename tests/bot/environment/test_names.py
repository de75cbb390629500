"""Names that are nearly those of settings are asked about; those of other programs are not ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.environment.names import name_faults
from bot.settings import setting_name
from tests.settings import KINDS

KNOWN = [setting_name(kind, name) for kind in KINDS for name in kind.model_fields]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("KONSULT_SLAK_TOKEN", "SLACK_BOT_TOKEN eller SLACK_APP_TOKEN"),
        ("KONSULT_SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN"),
        ("KONSULT_SMTP_HOSTT", "KONSULT_SMTP_HOST"),
        ("KONSULT_SMPT_PORT", "KONSULT_SMTP_PORT"),
        ("KONSULT_DB_URL", "KONSULT_DATABASE_URL"),
        ("KONSULT_EMAIL_FROM", "KONSULT_MAIL_FROM"),
        ("konsult_publicurl", "KONSULT_PUBLIC_URL"),
        ("KONSUL_SMTP_HOST", "KONSULT_SMTP_HOST"),
        ("KONSLUT_PORT", "KONSULT_PORT"),
        ("CONSULT_SIGN_IN", "KONSULT_SIGN_IN"),
        ("KONSULTPORT", "KONSULT_PORT"),
        ("KONSULT-PUBLIC-URL", "KONSULT_PUBLIC_URL"),
        ("SLACK_BOT_TOKN", "SLACK_BOT_TOKEN"),
        ("SLACK_SIGNING_SECERT", "SLACK_SIGNING_SECRET"),
        ("SLAKC_APP_TOKEN", "SLACK_APP_TOKEN"),
    ],
)
def test_a_near_miss_is_named_with_what_may_be_meant(written: str, meant: str) -> None:
    (told,) = name_faults([written], (), KNOWN)
    assert told.startswith(f"{written}: finns inte. Menade du {meant}? Skriv")


def test_a_name_with_our_prefix_that_is_like_none_is_named_too() -> None:
    (told,) = name_faults(["KONSULT_ÖL"], (), KNOWN)
    assert told == "KONSULT_ÖL: finns inte. Skriv ”konsult settings” så visas alla."


@pytest.mark.parametrize(
    "name",
    ["CONSUL_HTTP_ADDR", "CONSUL_HTTP_TOKEN", "SLACK_API_TOKEN", "SLACK_WEBHOOK_URL", "SMTP_HOST", "HOST", "PORT", "DATABASE_URL", "LOG_LEVEL", "PATH", "KONSULTATION_ID", "POSTGRES_PASSWORD", "HOSTNAME", "MAIL"],
)  # fmt: skip
def test_the_names_of_other_programs_are_let_alone(name: str) -> None:
    assert list(name_faults([name], (), KNOWN)) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("SMTP_HOST", "KONSULT_SMTP_HOST"),
        ("DATABASE_URL", "KONSULT_DATABASE_URL"),
        ("PUBLIC_ULR", "KONSULT_PUBLIC_URL"),
        ("BOT_TOKEN", None),
        ("POSTGRES_PASSWORD", None),
        ("COMPOSE_PROJECT_NAME", None),
    ],
)
def test_konsult_s_own_file_needs_the_prefix(written: str, meant: str | None) -> None:
    told = list(name_faults((), [written], KNOWN))
    assert [meant is not None] * len(told) == [True] * len(told)
    assert len(told) == (meant is not None)
    assert all(f"Menade du {meant}?" in fault for fault in told)


@given(st.sampled_from(sorted(KNOWN)), st.data())
def test_one_wrong_letter_is_always_seen(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    cut, swap = name[:place] + name[place + 1 :], name[:place] + "X" + name[place + 1 :]
    for written in {cut, swap} - set(KNOWN):
        (told,) = name_faults([written], (), KNOWN)
        assert name in told


@given(st.sampled_from(sorted(KNOWN)))
def test_a_name_is_known_in_small_letters_too(name: str) -> None:
    assert list(name_faults([name.lower()], [name], KNOWN)) == []
