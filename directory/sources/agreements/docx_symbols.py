"""Signs that Word draws with a symbol font: ”≥” in Symbol, an arrow or a box in Wingdings.

Such a sign is kept as a number that means nothing without its font. The numbers of Symbol are
Adobe's (the Unicode consortium's mapping SYMBOL.TXT); those of Wingdings are Microsoft's, as far as
they are used in running text. A sign that is not known is never guessed.
"""

from collections.abc import Mapping

UNKNOWN = "\ufffd"
"""Stands where a sign cannot be read."""

_PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the signs of a symbol font: its number plus F000."""
_SYMBOL_ROWS: Mapping[int, str] = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?",
    0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    0x61: "αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
    0xC0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
    0xF1: "⟩∫",
}
_WINGDINGS = {
    0x20: " ",
    **{0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    **dict.fromkeys((0x6C, 0x6E, 0x74, 0x75, 0x76, 0x9E, 0x9F, 0xA7), "•"),
    **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), "☐"),
    **dict.fromkeys((0xD8, 0xE8, 0xF0), "→"),
    **dict.fromkeys((0xDF, 0xEF), "←"),
    0xE1: "↑",
    0xE2: "↓",
    0xE0: "→",
    0xF1: "↑",
    0xF2: "↓",
    0xF3: "↔",
    0xFB: "☒",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x28: "☎",
    0x2A: "✉",
    0x4A: "☺",
    0x4C: "☹",
}
_WINGDINGS_2 = {
    0x50: "✓",
    0x4F: "☒",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "☐",
    0x97: "•",
    0x98: "•",
}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": {
        first + n: sign for first, row in _SYMBOL_ROWS.items() for n, sign in enumerate(row)
    },
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}


def symbol(font: str, number: int) -> str:
    """The sign that a font draws for a number; UNKNOWN if that is not known."""
    drawn = _FONTS.get(font.casefold())
    own = number - _PRIVATE.start if number in _PRIVATE else number
    if drawn is not None:
        return drawn.get(own, UNKNOWN)
    is_private = 0xE000 <= number <= 0xF8FF
    return UNKNOWN if is_private or not 0x20 <= number <= 0xFFFF else chr(number)


def in_font(text: str, font: str) -> str:
    """Text in a font: the same, unless the font is one of signs.

    A sign without its font (a style may give it) is unknown.
    """
    if font.casefold() in _FONTS:
        return "".join(symbol(font, ord(letter)) for letter in text)
    if any("\ue000" <= letter <= "\uf8ff" for letter in text):
        return "".join(symbol(font, ord(letter)) if letter > "\x7f" else letter for letter in text)
    return text
