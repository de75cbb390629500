"""Random agreements set as PDF by two makers are read as the same agreement in Markdown."""

import pytest
from hypothesis import HealthCheck, given, settings

from directory.sources.agreements.reading import read_agreement
from tests.directory.sources.agreements.made_documents import (
    MAKERS,
    Made,
    Maker,
    documents,
    markdown,
    pdf_of,
)
from tests.directory.sources.agreements.shown import agreement, read, shown


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_a_pdf_has_the_sections_of_the_same_text(maker: type[Maker], made: Made) -> None:
    reading = read_agreement(pdf_of(made, maker), "avtal.pdf")
    assert shown(agreement(reading)) == shown(agreement(read(markdown(made))))
    assert reading.unread == ()
