"""Lines that were broken for the width of a page."""

import pytest

from directory.sources.agreements.hyphens import join, repaired


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("hälso-", "central"), "hälsocentral"),
        (("ACE-", "hämmare"), "ACE-hämmare"),
        (("X-", "knä"), "X-knä"),
        (("in-", "och utskrivning"), "in- och utskrivning"),
        (("S-", "TSH"), "S-TSH"),
        (("covid-19-", "prov"), "covid-19-prov"),
        (("jour\u00ad", "läkare"), "jourläkare"),
        (("en", "rad"), "en rad"),
        (("remiss –", "akut"), "remiss – akut"),
        (("icke-", "invasiv"), "icke-invasiv"),
        (("", "rad"), "rad"),
    ],
)
def test_a_hyphen_that_belongs_stays(lines: tuple[str, ...], whole: str) -> None:
    assert join(lines, frozenset(["icke-invasiv"])) == whole


def test_letters_set_as_two_signs_are_one() -> None:
    assert repaired("l¨akare p˚a ¨oron(cid:12)") == "läkare på öron"
