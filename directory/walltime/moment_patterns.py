"""The Swedish words for a moment, and the words beside them that make them something else.

The text has single spaces; any case is read, and å ä ö with or without their dots.
Every pattern is of bounded length, so reading is linear in the text.
"""

import re

from directory.lazy.patterns import LazyPattern

BEGIN, END = r"(?<![\w/–-])", r"(?![\w/–-])"
_NUMBER_BEGIN, _NUMBER_END = r"(?<![\w/–.,:+-])", r"(?![\w/–:%-]|[.,][0-9])"
_FILLER = r"(?P<filler>(?:(?:nu|på|den|senare|on|this) ){0,2})"
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})(?:(?:(?P<mark>[:.])|(?<=[0-9]{2}))(?P<minute>[0-9]{2}))?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?"
)
_ENGLISH_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WEEKDAY = (
    r"(?:(?:m[åa]n|tis|ons|tors|fre|l[öo]r|s[öo]n)dag(?:en)?|mån|tis|ons|tors?|fre|l[öo]r|sön"
    rf"|{_ENGLISH_WEEKDAY})"
)
_OWN_PART = r"f[öo]rmiddag|eftermiddag|morgon|lunch|kv[äa]ll|natt"
_ENGLISH_PART = r"morning|afternoon|evening|night"
_PART = rf"(?P<part>{_OWN_PART})"
_PART_THEN = (
    rf"(?P<part>{_OWN_PART}|bitti|fm|em|(?:efter|f[öo]re|innan) lunch|{_ENGLISH_PART})(?:en)?"
)
_GLUED_PART = rf"(?=s?(?:{_OWN_PART}|bitti))"
_MONTH = (
    r"(?P<month>jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?"
    r"|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NAMED = (
    r"(?P<named>julafton|juldagen|annandag jul|ny[åa]rsafton|ny[åa]rsdagen|trettondagsafton"
    r"|trettondedag jul|sk[äa]rtorsdag(?:en)?|l[åa]ngfredag(?:en)?|p[åa]skafton|p[åa]skdagen"
    r"|annandag p[åa]sk|valborgsm[äa]ssoafton|f[öo]rsta maj|kristi himmelsf[äa]rdsdag"
    r"|pingstafton|pingstdagen|nationaldagen|midsommarafton|midsommardagen|allahelgonsafton"
    r"|alla helgons dag|annandagen|trettondagen|valborg)"
    r"|(?:i|på|under|över) (?P<feast>jul|ny[åa]r|p[åa]sk|pingst|midsommar)(?:en|helgen)?"
)
ISO_YEARS = range(2000, 2100)
_NUMBER_WORD = r"en|ett|tv[åa]|tre|fyra|fem|sex|sju|[åa]tta|nio|tio"
_COUNT = rf"(?P<count>[0-9]{{1,3}}|{_NUMBER_WORD})"
_ABOUT_TIME = r"(?:vid|runt|kring|omkring|ca|cirka|efter|från|före|innan|till|fram till)"
_KL = r"kl(?:ockan)?\.? ?"


def pattern(text: str) -> LazyPattern:
    """Without regard to capital letters."""
    return LazyPattern(text, re.IGNORECASE)


DELAY = pattern(
    rf"{BEGIN}om (?:{_COUNT} ?(?P<unit>min(?:ut(?:er)?)?|tim(?:me|mar)?|h)"
    rf"|en (?P<short>kvart|halvtimme)){END}"
)
NOW = pattern(
    rf"{BEGIN}(?:(?:just |redan )?nu(?: (?:direkt|genast|med en gång|på en gång|på direkten))?"
    r"|omg[åa]ende|genast|snarast(?: m[öo]jligt)?|med en g[åa]ng|p[åa] en g[åa]ng|p[åa] st[öo]rt"
    rf"|med detsamma|asap|(?:just |right )?now|immediately|right away){END}"
)
DATE = pattern(
    rf"{BEGIN}{_FILLER}(?P<weekday>{_WEEKDAY},? (?:den )?)?{_NUMBER_BEGIN}"
    rf"(?:(?P<iso>20[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}|20[0-9]{{6}})"
    rf"|(?P<day>[0-9]{{1,2}})(?:(?P<mark>[/.])(?P<number>[0-9]{{1,2}})|(?::e)? ?{_MONTH})"
    rf"(?:[/. ](?P<year>20[0-9]{{2}}))?){_NUMBER_END}"
)
MONTH_DAY = pattern(
    rf"{BEGIN}(?:den )?{_NUMBER_BEGIN}[0-9]{{1,2}}/[0-9]{{2}}{_NUMBER_END}"
    rf"|{BEGIN}(?:den )?[0-9]{{1,2}}(?::e)? {_MONTH}{END}"
)
DAY_WORD = pattern(
    rf"{BEGIN}{_FILLER}(?:natt(?:en)? (?:till|mot) (?P<morning_after>{_WEEKDAY}){END}"
    rf"|(?P<coming>n[äa]sta )?(?P<weekday>{_WEEKDAY})(?:{_GLUED_PART}|{END})"
    rf"(?P<week_after> (?:i )?n[äa]sta vecka{END})?"
    rf"|(?P<next>i ?mor(?:gon|ron|rn|n))(?:(?=bitti)|{END})"
    r"|(?:(?P<after_next>(?:i )?[öo]ver ?morgon)|(?P<next_day>tomorrow)|(?P<today>i ?dag|today)"
    r"|(?P<next_weekend>n[äa]sta helg(?:en)?)|(?P<next_week>n[äa]sta vecka)"
    r"|(?P<weekend>(?:i |till )?helg(?:en)?|(?:the )?weekend)"
    rf"|om {_COUNT} (?P<unit>dag(?:ar)?|dygn|veck(?:a|or))|{_NAMED}){END})"
)
PART_AFTER_DAY = pattern(rf"(?:,? (?:på )?|s?){_PART_THEN}{END}")
THIS_PART = pattern(
    rf"{BEGIN}(?:(?:nu |senare )?i ?(?!morgon)(?P<part>{_OWN_PART})"
    rf"|nu (?:på|under) (?P<running>{_OWN_PART})(?:en)?"
    rf"|this (?P<this>{_ENGLISH_PART})|(?P<tonight>tonight)){END}"
)
FIRST_PART = pattern(rf"{_PART}{END}(?! (?:och|eller)\b)")
LAST_PART = pattern(rf"{BEGIN}{_PART}(?=[.?!]?$)")
HOUR_AFTER_DAY = pattern(rf",? {_CLOCK}{_NUMBER_END}")
CLOCK_TIME = pattern(
    rf"{BEGIN}(?:på )?(?:{_ABOUT_TIME} )?(?:(?P<kl>{_KL})|{_NUMBER_BEGIN}){_CLOCK}{_NUMBER_END}"
)
SPOKEN_TIME = pattern(
    rf"{BEGIN}(?:(?P<about>{_ABOUT_TIME}) )?(?P<kl>{_KL})?(?:"
    rf"(?P<beside>halv|(?:kvart|fem|tio|tjugo) (?:i|[öo]ver)) (?P<digits>[0-9]{{1,2}}(?![0-9])|"
    rf"{_NUMBER_WORD}|elva|tolv)"
    rf"|(?P<word>{_NUMBER_WORD}|elva|tolv)(?:[- ]?(?P<about_word>tiden))?"
    rf"|(?P<number>[0-9]{{1,2}})(?:[- ]?(?P<about_number>tiden))?|(?P<midnight>midnatt)){END}"
)

OPEN_HOUR = pattern(r"vid|efter|före|innan")

# Words beside a number, a month or a part of the day that give it another meaning than a time.
_MEASURED = pattern(
    r"kl|klockan|psa|tsh|t[34]|hb|hba1c|crp|sr|inr|bnp|ntprobnp|k|kalium|na|natrium|krea|kreatinin"
    r"|e?gfr|laktat|ph|bt|blodtryck|vas|nrs|nyha|gcs|rls|titer|ana|visus|apgar|bilirubin|al?at|asat"
    r"|ggt|ldh|tn[ti]|troponin|d-dimer|(?:p-)?glukos|ferritin|kobalamin|b12|urat|[ck]alcium|albumin"
    r"|bmi|ef|temp|grad|skala|poäng|score|typ|stadium|ratio|mmt|moca|mmse|news|dos"
)
_UNIT = pattern(
    r"m?g|[µu]g|[mcd]?l|mmol(?:/l)?|kg|[cm]m|procent|år(?:ig|ing)?|veckors?|v|dagar|dygn|mån(?:aders?)?"
    r"|st|tabl|tablett(?:er)?|gånger|ggr|patient(?:er)?|barn|poäng|h|tim|timmar|min|minuter"
)
COUNTED = pattern(r"[0-9]+|varje|per|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|några|flera")
NO_LONE_PART_AFTER = pattern(
    r"i|och|eller|samt|på|varje|till|under|efter|före|innan|vid|god|var|hela|om"
    r"|i?går|i?förrgår|förra|[mtofls]\w+dags"
)
WHAT_HAS_BEEN = pattern(
    r"\w+(?:ade|ades|ats|kts)|ramlat|fallit|vaknat|svimmat|haft|hade|fick|fått|blev|blivit|var|varit"
    r"|sen|sedan|alltsedan|föll|kom|kommit|slog|slagit"
)
_NUMBER_WORDS = {
    **{"en": 1, "ett": 1, "tva": 2, "tre": 3, "fyra": 4, "fem": 5},
    **{"sex": 6, "sju": 7, "atta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12},
    **{"kvart": 15, "tjugo": 20},
}
_PLAIN_LETTERS = str.maketrans("åäöıſ", "aaois")  # the last two are i and s to a regex that folds


def folded(word: str) -> str:
    """In lower case and without the dots of å ä ö, as the tables of words are keyed."""
    return word.lower().translate(_PLAIN_LETTERS)


_WINDOW = 24  # characters: longer than any word that is looked for beside a match


def word_before(plain: str, position: int) -> str:
    """In lower case, without punctuation after it; empty if there is none."""
    words = plain[max(0, position - _WINDOW) : position].split()
    return words[-1].lower().rstrip(".,:;") if words else ""


def word_after(plain: str, position: int) -> str:
    words = plain[position : position + _WINDOW].split()
    return words[0].lower().rstrip(".,:;") if words else ""


def is_measured(plain: str, match: re.Match[str]) -> bool:
    """”VAS 7/10” and ”imorgon 2 patienter” hold no date and no hour."""
    before = _MEASURED.fullmatch(word_before(plain, match.start()))
    return before is not None or is_counting(plain, match)


def is_counting(plain: str, match: re.Match[str]) -> bool:
    return _UNIT.fullmatch(word_after(plain, match.end())) is not None


def count(words: str) -> int:
    return int(words) if words.isdecimal() else _NUMBER_WORDS[folded(words)]
