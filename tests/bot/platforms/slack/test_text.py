"""Words that anybody wrote: shown as they stand, meaning nothing to Slack, numbers never cut."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.platforms.slack.drawing.text import (
    PIECE,
    bold,
    clean,
    escape,
    link,
    pieces,
    sections,
    shortened,
    whole_lines,
)
from tests.bot.platforms.slack.mrkdwn import check_harmless, seen, usual
from tests.gallery import HOSTILE, number

SIGNS = st.sampled_from(
    [*"<>&*_~`:@#|!/^ \n0159aåÅ-+.,;()", "\u2060", "\u202e", "<!", "://", "@here"]
)
MARKUP = st.lists(SIGNS, max_size=40).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Före <samtal> & efter", "Före &lt;samtal&gt; &amp; efter"),
        ("<!channel> <@U012> <#C012>", "&lt;!channel&gt; &lt;@\u2060U012&gt; &lt;#\u2060C012&gt;"),
        ("*fet* _lutad_ ~struken~ `kod`", "∗fet∗ ˍlutadˍ ∼struken∼ ˋkodˋ"),
        ("anna_b@exempel.se, 2*3", "anna_b@exempel.se, 2*3"),
        ("> citat", "› citat"),
        ("a > b", "a &gt; b"),
        (":wave: 08:00–16:30", ":\u2060wave: 08:00–16:30"),
        ("@here #allmänt", "@\u2060here #\u2060allmänt"),
        ("https://example.org", "https:\u2060//example.org"),
        ("sökare *21*12345#, sedan #31#", "sökare `*21*12345#`, sedan #31#"),
        ("\u202e21 400\u202c\x00 rad\r\n två", "21 400 rad två"),
        ("\u200b\ufeff \t", ""),
    ],
)
def test_markup_is_shown_as_it_is_written(written: str, drawn: str) -> None:
    assert escape(written) == drawn


@given(MARKUP)
@example("`*")
@example("*`*1*`*")
@settings(max_examples=200)
def test_nothing_that_is_written_means_anything(text: str) -> None:
    for drawn in (escape(text), bold(text), f"*Växel:* {escape(text)}\n{bold(text)} · x"):
        check_harmless(drawn)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_link_rings_its_number_whatever_it_is_called(text: str) -> None:
    drawn = link("tel:+46846500412", text)

    assert re.fullmatch(r"<tel:\+46846500412\|[^<>|]*>", drawn)


@given(MARKUP)
@settings(max_examples=200)
def test_no_word_is_lost(text: str) -> None:
    assert seen(escape(text)) == usual(clean(text))


def test_bold_ends_where_it_should() -> None:
    assert bold("a*b* c_d") == "*a∗b∗ cˍd*"
    assert bold(" \u200b ") == ""


@given(
    st.lists(
        st.sampled_from(["08-465 004 12", "växel", "eller", "070-174 06 05", "*21#", "x" * 90]),
        max_size=80,
    )
)
@settings(max_examples=200)
def test_a_long_text_is_divided_outside_its_numbers(words: list[str]) -> None:
    text = ", ".join(words)

    divided = list(pieces(text))

    assert " ".join(divided).replace(" ", "") == text.replace(" ", "")
    assert all(0 < len(piece) <= PIECE for piece in divided)
    for told in ("08-465 004 12", "070-174 06 05", "*21#"):
        assert sum(piece.count(told) for piece in divided) == words.count(told)


@given(st.text(max_size=40), st.integers(0, 99), st.text(max_size=40), st.integers(20, 75))
@settings(max_examples=200)
def test_what_is_shortened_leaves_a_number_out_rather_than_cuts_it(
    before: str, last: int, after: str, most: int
) -> None:
    text = f"{before} {number(last)}x{after}"

    short = shortened(text, most)

    assert len(short) <= most
    assert number(last) in short or "08-465" not in short.removeprefix(before)


@given(st.lists(st.tuples(st.just("\n"), MARKUP.map(escape)), max_size=60))
@settings(max_examples=100)
def test_runs_fill_sections_and_none_is_divided(parts: list[tuple[str, str]]) -> None:
    drawn = [block["text"]["text"] for block in sections(parts)]

    assert "\n".join(drawn) == "\n".join(run for _, run in parts if run)


def test_plain_words_end_at_the_end_of_a_line() -> None:
    lines = [f"{index} Bakjour  {number(index)}" for index in range(300)]

    text = whole_lines("\n".join(lines), 4000)

    assert len(text) <= 4000
    assert text.split("\n")[:-1] == lines[: text.count("\n")]
    assert text.endswith("\n…")
    assert whole_lines(lines[0], 4000) == lines[0]
    assert len(whole_lines("ä" * 9000, 4000)) <= 4000


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_words_mean_nothing_either(text: str) -> None:
    check_harmless(whole_lines(f"{text}\n{text}", 4000))


def test_a_number_after_a_long_run_of_digits_is_not_cut_either() -> None:
    assert shortened(f"{'0' * 28} 08-465 004 12 akut", 40) == "…"
    assert shortened(f"sökare, {'0' * 28} 08-465 004 12 akut", 40) == "sökare,…"
