"""Words spelt as they are spoken, in the form that the vocabulary has: ”sej” → ”sig”."""

from collections.abc import Sequence

_SPOKEN = {
    **dict.fromkeys(("å", "o"), "och"),
    **dict.fromkeys(("sej", "säj"), "sig"),
    **dict.fromkeys(("ho", "hu"), "hon"),
    **dict.fromkeys(("tebaks", "tebax", "tebaka"), "tillbaka"),
    **dict.fromkeys(("knät", "knäet"), "knä"),
    **dict.fromkeys(("dan", "dar"), "dagen"),
    **dict.fromkeys(("hav", "haver", "ha"), "har"),
    "mej": "mig",
    "dej": "dig",
    "ja": "jag",
    "na": "henne",
    "dä": "det",
    "dom": "de",
    "ggr": "gånger",
    "kisset": "urinen",
    "ramla": "ramlat",
    "skada": "skadat",
    "svimma": "svimmat",
    "trilla": "trillat",
    "vricka": "vrickat",
}
_AS_HEARD = {
    **dict.fromkeys(("e", "ä"), "är"),
    **dict.fromkeys(("int", "inge", "itte", "ikke", "ente"), "inte"),
    **dict.fromkeys(("nån", "nåt", "nåra", "nånting"), "någon"),
    **dict.fromkeys(("huvet", "huve", "hövve"), "huvudet"),
    **dict.fromkeys(("bloe", "blon", "blodde"), "blodet"),
    **dict.fromkeys(("ho", "hu", "henne"), "hon"),
    **dict.fromkeys(("å", "o"), "och"),
    **dict.fromkeys(("m", "me"), "med"),
    **dict.fromkeys(("svår", "svårt", "svåra"), "besvärlig"),  # else ”svar” and ”svart”
    **dict.fromkeys(("ha", "hav", "haver", "hatt"), "har"),
    "igenom": "genom",
    "ögona": "ögonen",
    "armana": "armarna",
    "bena": "benen",
    "ongen": "ungen",
    "pojkn": "pojken",
    "någe": "någon",
    "någonting": "någon",
    "sej": "sig",
    "säj": "sig",
    "jätte": "mycket",
}
_VERBS = frozenset({"ramla", "skada", "svimma", "trilla", "vricka"})
_BEFORE_PAST = frozenset({"ha", "har", "hav", "hon", "ho", "han", "pat", "patienten"})


def as_written(tokens: Sequence[str]) -> list[str]:
    """The words as they are written, one for one.

    A verb that lost its last letter counts only after a person or ”har”: ”hon ramla i duschen”.
    """
    return [_written(tokens, place) for place in range(len(tokens))]


def _written(tokens: Sequence[str], place: int) -> str:
    token = tokens[place]
    if token in _VERBS and _BEFORE_PAST.isdisjoint(tokens[max(0, place - 1) : place]):
        return token
    return _SPOKEN.get(token, token)


def as_heard(word: str) -> str:
    """A small word, or a part of the body, as it is written; any other as it is.

    Bolder than `as_written`: for a text that is only searched for danger.
    """
    return _AS_HEARD.get(word, word)
