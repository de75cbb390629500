"""What each reply means: a table by enhanced code, reply code and phase; the unknown passes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.email.replies import Phase, Refusal, about, fault_of

US, RECIPIENT, LETTER, NOBODY = Refusal.US, Refusal.RECIPIENT, Refusal.LETTER, Refusal.NOBODY
RCPT, TAKEN = Phase.RECIPIENT, Phase.TAKEN


@pytest.mark.parametrize(
    ("phase", "code", "text", "refusal"),
    [
        # her address and her mailbox
        (RCPT, 550, "5.1.1 User unknown", RECIPIENT),
        (RCPT, 550, "#5.1.0 Address rejected", RECIPIENT),
        (RCPT, 550, "5.1.1 Rejected: User unknown in relay recipient table", RECIPIENT),
        (RCPT, 550, "5.1.10 RESOLVER.ADR.RecipientNotFound", RECIPIENT),
        (RCPT, 550, "5.1.2 Host unknown", RECIPIENT),
        (RCPT, 556, "5.1.10 null MX", RECIPIENT),
        (RCPT, 550, "5.2.1 The account is disabled", RECIPIENT),
        (RCPT, 552, "5.2.2 Over quota", RECIPIENT),
        (TAKEN, 552, "5.2.2 Over quota", RECIPIENT),
        (RCPT, 550, "5.4.1 Recipient address rejected: Access denied", RECIPIENT),
        (RCPT, 550, "No such user here", RECIPIENT),
        (RCPT, 501, "Syntax error", RECIPIENT),
        (RCPT, 551, "User not local", RECIPIENT),
        (RCPT, 553, "Mailbox name not allowed", RECIPIENT),
        (RCPT, 550, "5.7.17 Mailbox owner has changed", RECIPIENT),
        # us
        (Phase.GREETING, 554, "No SMTP service here", US),
        (Phase.GREETING, 521, "Host does not accept mail", US),
        (Phase.HELLO, 550, "5.7.1 Helo command rejected", US),
        (Phase.LOGIN, 535, "5.7.8 Authentication credentials invalid", US),
        (Phase.LOGIN, 535, "Wrong password", US),
        (Phase.LOGIN, 534, "5.7.9 Mechanism too weak", US),
        (Phase.SENDER, 530, "5.7.0 Must issue a STARTTLS command first", US),
        (Phase.SENDER, 530, "5.5.1 Authentication Required", US),
        (Phase.SENDER, 550, "5.1.0 Sender denied", US),
        (Phase.SENDER, 553, "5.1.8 Sender domain not found", US),
        (RCPT, 550, "5.7.1 Relaying denied", US),
        (RCPT, 554, "5.7.1 Relay access denied", US),
        (RCPT, 550, "5.7.54 SMTP; Unable to relay recipient", US),
        (RCPT, 550, "5.7.26 Unauthenticated mail", US),
        (RCPT, 553, "5.1.8 Domain of sender address does not exist", US),
        (RCPT, 550, "Relaying denied", US),
        (RCPT, 550, "we do not relay", US),
        (RCPT, 553, "sorry, relaying is not allowed", US),
        (RCPT, 550, "Blocked by zen.spamhaus.org", US),
        (RCPT, 530, "Authentication required", US),
        (RCPT, 535, "", US),
        (RCPT, 554, "Transaction failed", US),
        (TAKEN, 550, "5.7.1 Rejected by policy", US),
        (TAKEN, 550, "5.7.1\n5.7.1 in two lines", US),
        # this letter
        (TAKEN, 554, "Content rejected", LETTER),
        (TAKEN, 550, "5.6.0 Cannot read it", LETTER),
        (TAKEN, 552, "5.3.4 Too big", LETTER),
        (Phase.SENDER, 552, "5.3.4 Too big", LETTER),
        # what passes, and what nobody knows
        (RCPT, 450, "4.2.1 Greylisted", NOBODY),
        (RCPT, 450, "5.1.1 the codes disagree", NOBODY),
        (RCPT, 550, "4.2.1 the codes disagree", NOBODY),
        (RCPT, 421, "4.7.0 Too many", NOBODY),
        (Phase.LOGIN, 454, "4.7.0 Temporary", NOBODY),
        (Phase.SECURING, 454, "TLS not available", NOBODY),
        (RCPT, 599, "?", NOBODY),
        (RCPT, 503, "5.5.1 Bad sequence", NOBODY),
        (Phase.DATA, 503, "5.5.1 Bad sequence", NOBODY),
        (RCPT, 250, "OK", NOBODY),
        (RCPT, -1, "hej", NOBODY),
        (TAKEN, 451, "4.3.0 Try again", NOBODY),
    ],
)
def test_whom_a_reply_is_about(phase: Phase, code: int, text: str, refusal: Refusal) -> None:
    assert about(phase, code, text) is refusal


TEXTS = st.text(max_size=40) | st.builds(
    "{}.{}.{} words".format, st.integers(2, 5), st.integers(0, 9), st.integers(0, 99)
)


@given(st.sampled_from(Phase), st.integers(-1, 999), TEXTS)
def test_only_a_lasting_refusal_is_for_good_and_only_a_taken_letter_is_in_doubt(
    phase: Phase, code: int, text: str
) -> None:
    fault = fault_of(phase, code, text)
    if fault.permanent or fault.ours:
        assert 500 <= code <= 599
    if fault.unsure:
        assert phase is TAKEN
    if phase is TAKEN and not 400 <= code <= 599:
        assert fault.unsure
    assert sum([fault.permanent, fault.ours, fault.unsure]) <= 1
    assert re.fullmatch(r"smtp_(unclear|-?\d+(_[245]\.\d+\.\d+)?)", fault.code)


@given(st.sampled_from([phase for phase in Phase if phase not in (RCPT, TAKEN, Phase.DATA)]))
def test_what_is_refused_before_the_recipient_is_named_is_never_about_them(phase: Phase) -> None:
    assert {about(phase, code, "5.1.1 x") for code in range(500, 600)} == {US}
