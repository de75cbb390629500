"""Investigations: a finding about a patient, or a question about the test itself."""

from collections.abc import Sequence

from directory.names.entries import Weight
from directory.names.evidence import Evidence
from directory.names.found import Recognised

_EXAMINERS = frozenset(
    {"klinisk-fysiologi", "klinisk-kemi", "klinisk-neurofysiologi", "neuroradiologi"}
    | {"nuklearmedicin", "radiologi"}
)
_EXAMINATIONS_WRITTEN = """
arbetsprov ct datortomografi dt eeg eko ekg emg magnetröntgen mammografi mr röntgen slätröntgen
spirometri ultraljud
"""
_EXAMINATIONS = frozenset(_EXAMINATIONS_WRITTEN.split())
_ABOUT_THE_TEST_WRITTEN = """
analys beställ boka felmärk granska hemolys hållbarhet kontrast laboratori metod prioriter provet
provrör remis rör svar tolk tid undersökningen utlåtande val vilket vilken väntetid
"""
_ABOUT_THE_TEST = tuple(_ABOUT_THE_TEST_WRITTEN.split())


def without_examinations(tokens: Sequence[str], evidence: list[Evidence]) -> list[Evidence]:
    """”mr rygg: diskbråck” is about the disc, ”vem tolkar mr rygg?” about the picture."""
    if any(token.startswith(_ABOUT_THE_TEST) for token in tokens):
        return evidence
    left = [row for row in evidence if not _is_examination(row)]
    said = any(row.entry.sort is not Weight.WEAK for row in left)
    return left if said else evidence


def _is_examination(row: Evidence) -> bool:
    examiners = {target.id for target in row.entry.targets} <= _EXAMINERS
    return examiners and (
        row.entry.sort <= Weight.CONDITION or row.entry.word.casefold() in _EXAMINATIONS
    )


def is_only_examined(said: Recognised) -> bool:
    """Whether nothing but examinations was found."""
    return said.claimed and {hit.target.id for hit in said.hits} <= _EXAMINERS
