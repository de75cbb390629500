"""The kind of answer that a question asks for by its form rather than its words."""

import re

from directory.names.normalise import plain

# How a question begins, what comes later in it, and the word that finds better sections.
_INTENTS = (
    ("vad|vilka|vilken|hur", r"(?:i|med|till|på)\b.*remiss\w*", "remissinnehåll"),
    (r"remiss\w*", "innehålla|stå|med i|ska med", "remissinnehåll"),
    ("när|vart|var|ska|kan|hur|får", r"remittera\w*|skicka\w*|remiss", "remisskriterier"),
    ("vem|vilka|vi|vilken", r"sköt\w*|ansvara\w*|hand om|följ\w*|tar över", "vårdnivå"),
    ("vem|vart|var|hur", r"ringa?|ringer|når|nå|kontaktar?|kontakta", "kontaktuppgifter"),
    ("vilka", r"\w*prov\w*", "basprover"),
    ("hur ofta|hur länge", r"\w*kontroll\w*|följ\w*", "uppföljning"),
)
_COMPILED = tuple(
    (re.compile(rf"\b(?:{first})\b.*\b(?:{later})\b"), word) for first, later, word in _INTENTS
)
_LONGEST = 300


def intents(query: str) -> tuple[str, ...]:
    """The words that the form of a question implies: kontaktuppgifter for ”vem ringer jag”."""
    text = plain(query[:_LONGEST])
    return tuple(dict.fromkeys(word for form, word in _COMPILED if form.search(text)))
