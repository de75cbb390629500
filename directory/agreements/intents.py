"""What sort of answer a question wants, where its form says so and its words do not."""

import re

from directory.names.normalise import plain

# A form of question, and the word whose sections then fit better. It ranks; nothing hangs on it.
_INTENTS = (
    (r"\b(?:vad|vilka|vilken|hur)\b.*\b(?:i|med|till|på)\b.*remiss\w*", "remissinnehåll"),
    (r"\bremiss\w*.*\b(?:innehålla|stå|med i|ska med)\b", "remissinnehåll"),
    (r"\b(?:när|vart|var|ska|kan|hur|får)\b.*\b(?:remittera\w*|skicka\w*|remiss)\b", "remisskriterier"),
    (r"\b(?:vem|vilka|vi|vilken)\b.*\b(?:sköt\w*|ansvara\w*|hand om|följ\w*|tar över)\b", "vårdnivå"),
    (r"\b(?:vem|vart|var|hur)\b.*\b(?:ringa?|ringer|når|nå|kontaktar?|kontakta)\b", "kontaktuppgifter"),
    (r"\bvilka\b.*\bprov\w*", "basprover"),
    (r"\b(?:hur ofta|hur länge)\b.*\b(?:kontroll\w*|följ\w*)", "uppföljning"),
)  # fmt: skip
_COMPILED = tuple((re.compile(form), word) for form, word in _INTENTS)
_LONGEST = 300


def intents(query: str) -> tuple[str, ...]:
    """The words that the form of a question stands for: ”vem ringer jag” is kontaktuppgifter."""
    said = plain(query[:_LONGEST])
    return tuple(dict.fromkeys(word for form, word in _COMPILED if form.search(said)))
