"""The labels that regions write before the fields of a document's head."""

import re

_LABELS = {
    "number": (
        r"dokument(?:-|\s)?(?:nr|nummer|id|beteckning)\.?|diarie(?:nr|nummer)\.?|dnr|reg(?:nr|istreringsnummer)"
        r"|rutinnummer|id-?nr|id-?nummer|dokumentets\sid"
    ),
    "version": r"version(?:s(?:nr|nummer))?|utgåva|utgåvenr|revision(?:s(?:nr|nummer))|rev\.?\s?nr",
    "adopted": (
        r"fastställ[td](?:\sdatum)?|fastställande\s?datum|fastställelsedatum|fastställd\sden"
        r"|beslutsdatum|beslutad(?:\sden)?|antagen(?:\sden)?|godkänd(?:\sden|\sdatum)?|godkännandedatum"
    ),
    "revised": r"(?:senast\s)?revider(?:ad|at)(?:\sden|\sdatum)?|(?:reviderings|revisions)datum",
    "valid_from": (
        r"(?:är\s)?(?:giltigt?|gäller)\s(?:från(?:\soch\smed)?|fr\.?\s?o\.?\s?m\.?)|giltighetsdatum\sfrån|från\soch\smed"
        r"|gällande\sfrån(?:\soch\smed)?"
    ),
    "valid_to": (
        r"(?:är\s)?(?:giltigt?|gäller)\s(?:till(?:\soch\smed)?|t\.?\s?o\.?\s?m\.?)"
        r"|giltighetstid\still(?:\soch\smed)?|gällande\still(?:\soch\smed)?|sista\sgiltighetsdag|utgångsdatum"
    ),
    "owner": (
        r"dokumentägare|dokumentansvarig|dokumentansvar|innehållsansvarig|(?:ansvarig|förvaltande)\sgrupp|ansvarig"
        r"|ägare|framtag(?:en|et)\sav|förvaltas\sav|förvaltare|sakansvarig"
    ),
    "replaces": r"ersätter(?:\sdokument(?:nr)?|\sversion)?",
    "parties": r"parter|avtalsparter|överenskommelse\smellan|mellan\sparterna",
    "other": (
        r"fastställd\sav|godkänd\sav|beslutad\sav|utfärdat?\sav|upprättad\sav|granskad\sav|uppdaterad(?:\sden)?"
        r"|senast\s(?:uppdaterad|ändrad|granskad)|publicerad|utskriven|sid(?:a|or|nr)?|dokumenttyp|dokumentkategori"
        r"|gäller\sför|målgrupp|omfattning|sekretess|titel|process|nästa\s(?:revision|granskning)|kontakt(?:person)?|status"
        r"|revideras(?:\ssenast)?|organisation|verksamhet|enhet|diarieplan|handlingstyp|författare"
    ),
}
_ANY = "|".join(
    f"(?P<{name}>{words})"
    for name, words in (
        ("other", _LABELS["other"]),
        *((n, w) for n, w in _LABELS.items() if n != "other"),
    )
)
_OF_DOCUMENT = ("number", "version", "adopted", "revised", "valid_from", "valid_to")
_BEFORE_LABEL = re.compile(r"(?:^|[|;•·,.(–\t\n])\s*$")
LABEL = re.compile(rf"(?<![\w-])(?:{_ANY})(?![\w-])", re.IGNORECASE)


def marks(line: str) -> list[re.Match[str]]:
    """The labels of a line that a value follows, in order."""
    return [label for label in LABEL.finditer(line) if _is_mark(line, label)]


def _is_mark(line: str, label: re.Match[str]) -> bool:
    if line[label.end() :].lstrip().startswith(":"):
        return True
    starts = bool(_BEFORE_LABEL.search(line[: label.start()]))
    return label[0][0].isupper() and (starts or not line[: label.start()].rstrip().endswith(":"))


def is_label(words: str) -> bool:
    """Whether the words are a label and nothing else."""
    return bool(LABEL.fullmatch(words.strip().rstrip(":. ")))


def is_of_document(words: str) -> bool:
    """Whether the words are a label that only documents have; ”Ansvarig” occurs elsewhere too."""
    label = LABEL.fullmatch(words.strip().rstrip(":. "))
    if label is None:
        return False
    return label.lastgroup in _OF_DOCUMENT or label[0].casefold().startswith("dokument")
