"""Sentences that ask what the agreements say: ”vad säger avtalet om kol”."""

from bot.questions.sentences import Sentences
from directory.snapshot import Snapshot

KINDS = ("hök", "rmr")

_AGREEMENT = (
    r"(?:\w*avtal(?:et|en)?|överenskommelse(?:n|r|rna)?|behandlingslinje(?:n|r|rna)?"
    r"|ansvarsdokument(?:et|en)?|ansvarsfördelning(?:en)?|(?:hök|rmr)(?:en|er)?"
    r"|svf|standardiserat vårdförlopp|vårdriktlinje(?:n|r|rna)?|vårdprogram(?:met|men)?"
    r"|vårdförlopp(?:et|en)?|riktlinje(?:n|r|rna)?|samverkansdokument(?:et|en)?)"
)
_ABOUT = r"(?:om|för|kring|vid|på|gällande|angående|rörande|avseende)"
_KIND = Sentences(rf"(?P<rest>(?:{'|'.join(KINDS)}) (?!(?:{_ABOUT}) ).+)")
_NEWS = Sentences(
    r"(?:vad är |något |nåt |vilka är )?(?:nytt|ändrat|nyheter|de nya) (?:i |bland )?"
    rf"(?:{_AGREEMENT})",
    rf"(?:vilka )?(?:nya|ändrade|uppdaterade) (?:{_AGREEMENT})",
)
_SUBJECT = Sentences(
    rf"(?:avtal|överenskommelse)(?: (?:{_ABOUT} )?(?P<rest>.+))?",
    rf"(?:{_AGREEMENT}) (?:{_ABOUT}) (?P<rest>.+)",
    r"(?:vad|var|vilket|vilka|vem|hur|finns|har vi|står|säger|gäller|läs|hitta)\b.*?"
    rf" (?:{_AGREEMENT})(?: .{{1,40}}?)?? (?:{_ABOUT}) (?P<rest>.+)",
    rf"(?:vad|vem|vilka|vilken|hur|när)\b.{{0,40}}?\b(?:{_ABOUT}|med|av) (?P<rest>.+)"
    rf" enligt (?:{_AGREEMENT})",
    rf"(?P<rest>.+) enligt (?:{_AGREEMENT})",
    rf"(?:vad gäller |vem )?.{{0,40}}?enligt (?:{_AGREEMENT}) (?:(?:{_ABOUT}) )?(?P<rest>.+)",
    rf"(?P<rest>.+?),? (?:och |så |men )?vad (?:säger|står det(?: det)?(?: i)?|gäller enligt)"
    rf" (?:{_AGREEMENT})(?: (?:{_ABOUT}) .+)?",
    rf"(?:finns|har vi|var hittar jag|vad säger)\b.*? (?:{_AGREEMENT}) (?P<rest>.+)",
)


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """The subject that the agreements are asked about; a document's kind is a part of it."""
    kind = _KIND.rest(sentence)
    if kind is not None:
        return kind
    return "nytt" if _NEWS.rest(sentence) is not None else _SUBJECT.rest(sentence)
