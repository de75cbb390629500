"""What is typed to open an hour, taken apart: ”fre 13–15 kardiologi video 20 min bara Björken”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from bot.commands.tid.case import HourCase
from bot.commands.tid.opening import fields
from bot.commands.tid.opening.limits import (
    NO_OWNERS,
    items_of,
    profession_named,
    town_named,
    units_named,
)
from bot.commands.tid.opening.openers import services_to_open
from bot.commands.tid.opening.times import read_times, times_text, without_fillers
from bot.questions.understanding import understand
from bot.texts import quoted
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.hours.offered import HourChannel
from directory.lazy.patterns import LazyPattern
from directory.lazy.values import dataclass
from directory.names.normalise import words as words_of
from directory.walltime.lengths import find_length
from directory.walltime.moment_patterns import BEGIN, END, pattern

_QUOTED = pattern(r"[”“\"»«](?P<words>[^”“\"»«]+)[”“\"»«]")
_LINK = pattern(r"(?P<where>https?://\S+|www\.\S+|(?<!\S)[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S+)")
_NUMBER = pattern(
    rf"{BEGIN}(?:(?:på |via )?(?P<word>telefon|tel|tfn|nummer|nr|ring|anknytning|ankn)\.?"
    r"(?:nr|nummer)?(?: på)?:? ?(?P<named>\+?[0-9](?:[ -]?[0-9]){2,13})"
    r"|(?P<bare>(?:\+46 ?|0)[0-9]{1,3}[-/ ][0-9](?: ?[0-9]){4,8}))"
    r"(?![0-9:–-]| ?-?(?:min|h\b|tim|tider|st\b|kvart))"
)
_CHANNELS = {
    HourChannel.PICTURE: pattern(
        rf"{BEGIN}(?:via |på |med )?(?:remiss(?:er)? med bild(?:er)?|bildremiss(?:er)?){END}"
    ),
    HourChannel.VIDEO: pattern(
        rf"{BEGIN}(?:via |på |över |med )?(?:video(?:länk|samtal|möte|konsultation(?:er)?)?"
        rf"|teams|digitalt){END}"
    ),
    HourChannel.PHONE: pattern(
        rf"{BEGIN}(?:via |på |över |per )?(?:telefon(?:tid|samtal|konsultation(?:er)?)?|tel|tfn)"
        rf"\.?{END}"
    ),
    HourChannel.CHAT: pattern(rf"{BEGIN}(?:via |på |i )?(?:chatt?en|chatt?){END}"),
}
_DROP_IN = pattern(
    rf"{BEGIN}(?:drop ?-?in|dropin|utan (?:tids)?bokning|öppet hus|öppen linje){END}"
)
_BOOKED = pattern(
    rf"{BEGIN}(?:bokade tider|bokningsbar[at]? tider|bokningsbar[at]?|(?:med )?tidsbokning|bokas)"
    rf"{END}"
)
_LENGTH = r"(?:[0-9]{1,3} ?-?(?:min(?:uter(?:s)?)?)?|en kvart)"
_BUFFER = pattern(
    rf"{BEGIN}(?:(?:paus(?:er)?|buffert|mellanrum)(?: på| om)? (?P<after>{_LENGTH})"
    rf"|(?P<before>{_LENGTH})(?:s|ers)? (?:paus|buffert|mellanrum|mellan)"
    rf"(?! (?:på |om )?[0-9])){END}"
)
_MOST = pattern(
    rf"{BEGIN}(?:(?:högst|max(?:imalt)?|som mest) (?P<most>[0-9]{{1,3}})"
    rf"(?: (?:tider|st|bokningar|samtal|patienter))?|(?P<count>[0-9]{{1,2}}) (?:tider|st)){END}"
)
_SLOTS = pattern(
    r"(?<![\w:.,+-])(?:(?:tider )?(?:om|på|à|a|á) )?(?:(?P<number>[0-9]{1,3}) ?-?"
    r"(?:min(?:uters|uter|ut)?\.?)(?:[ -]?(?:tider|samtal|luckor))?"
    r"|(?P<half>(?:en )?halvtimm(?:e|es)(?:[ -]?tider)?)|(?P<quarter>(?:en )?kvart(?:s)?"
    r"(?:[ -]?tider)?)|(?P<hour>(?:en timme|timmes)(?:[ -]?tider)?))(?!\w)"
)
_SURE_SLOTS = pattern(
    rf"{BEGIN}(?:(?P<most>[0-9]{{1,2}}) )?tider (?:om|på|à|a|á) (?P<number>[0-9]{{1,3}})"
    rf" ?-?(?:min(?:uter)?)?{END}"
)
_ONLY = pattern(
    rf"{BEGIN}(?:bara|endast|enbart|begränsat till)(?: för)? (?P<who>.+?)"
    r"(?=,? (?:inte|ej|icke|gäller|ämne|för)\b|;|$)"
)
_BY_OWNER = pattern(
    rf"{BEGIN},? ?(?:inte|ej|icke|utom|bara|endast|enbart)(?: för)? (?:de )?"
    r"(?:privat(?:a|drivna|ägda)?|offentlig(?:a|t drivna)?|region(?:ens|drivna))"
    rf"(?: (?:(?:hälso|vård)central\w*|enhet\w*|vårdgivar\w*|hc|vc))?{END}"
)
_NOT = pattern(
    r"(?<!\w)(?:inte|ej|icke)(?: för| till| vid)?:? (?P<words>[^,;.]+?)(?=[,;.]|$| för | gäller )"
)
_FOR = pattern(r"(?<!\w)(?:gäller|för|ämne|avser|rör|till för)[: ] ?(?P<words>.+)$")
_VERBS = pattern(
    r"^(?:/?tid )?(?:jag (?:vill|ska|tänker|skulle vilja) )?(?:öppnar?|öppen|öppet|ny|nytt|nya"
    r"|lägg(?:a|er)?(?: in| upp)?|erbjud(?:a|er)?|starta)?(?: (?:en|ny|mina?|några))*"
    r"(?: ?(?:konsult|telefon|video)?tid(?:er)?)?(?!\w)"
)
RIGHT = "Är tiden rätt? Rätta den om den inte är det."
_MAY_BE_TIME = pattern(
    r"[0-9]|(?<!\w)(?:vecka|v\.?|(?:m[åa]n|tis|ons|tors|fre|l[öo]r|s[öo]n)(?:dag\w*)?|nästa|varje)(?!\w)"
)
_SMALL = frozenset({"om", "med", "och", "på", "för", "via", "i", "en", "ett", "tid", "tider"})
_LONGEST_NAME = 6  # words


@dataclass
class Typed:
    """The answers that the words give, and a sentence at the answer that is to be looked at."""

    answers: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_typed(words: str, case: HourCase) -> Typed:
    """Take the words apart; nothing of them is dropped."""
    return _Reading(words, case).typed()


class _Reading:
    """Takes out one thing after another; what is left at the end is asked about."""

    def __init__(self, words: str, case: HourCase) -> None:
        self._case = case
        self._left = " ".join(words.split())
        self._typed = Typed()

    def typed(self) -> Typed:
        answers = self._typed.answers
        self._left = _VERBS.sub("", self._left).strip()
        if match := self._take(_QUOTED):
            answers[fields.ABOUT] = match["words"].strip()
        self._where()
        self._slots()
        self._times()
        self._channel()
        self._mode()
        self._limits()
        self._person()
        self._about()
        self._service()
        self._rest()
        return self._typed

    def _take(self, pattern: LazyPattern) -> re.Match[str] | None:
        match = pattern.search(self._left)
        if match is not None:
            self._left = _cut(self._left, *match.span())
        return match

    def _where(self) -> None:
        answers = self._typed.answers
        if match := self._take(_LINK):
            answers[fields.WHERE] = match["where"].rstrip(",.;")
        elif match := self._take(_NUMBER):
            answers[fields.WHERE] = match["named"] or match["bare"]
            answers[fields.CHANNEL] = HourChannel.PHONE.value

    def _slots(self) -> None:
        """Buffers and how many; a bare length is read after the times, that may hold one too."""
        answers = self._typed.answers
        if match := self._take(_SURE_SLOTS):
            answers[fields.MODE] = match["number"]
            if match["most"]:
                answers[fields.MOST] = match["most"]
        if match := self._take(_BUFFER):
            written = match["after"] or match["before"]
            length = find_length(written)
            minutes = str(int(length.lasts.total_seconds() // 60)) if length else written
            answers[fields.BUFFER] = minutes.strip()
        if match := self._take(_MOST):
            answers[fields.MOST] = match["most"] or match["count"]

    def _times(self) -> None:
        answers = self._typed.answers
        read = read_times(self._left, self._case.now)
        if read.times is not None:
            answers[fields.WHEN] = times_text(read.times)
            self._left = read.rest
        else:
            self._typed.faults[fields.WHEN] = read.wrong
            self._keep_times()

    def _keep_times(self) -> None:
        """The words that were meant as a time, so that they can be mended where they stand."""
        words = _UP_TO.sub("t.o.m.", self._left).split()
        meant = [word for word in words if _OF_TIME.fullmatch(word)]
        if meant:
            self._typed.answers[fields.WHEN] = " ".join(meant)
            self._left = " ".join(word for word in words if word not in meant)

    def _channel(self) -> None:
        for channel, named in _CHANNELS.items():
            if self._take(named) and fields.CHANNEL not in self._typed.answers:
                self._typed.answers[fields.CHANNEL] = channel.value
        where = self._typed.answers.get(fields.WHERE, "")
        if where and fields.CHANNEL not in self._typed.answers:
            self._typed.answers[fields.CHANNEL] = HourChannel.VIDEO.value

    def _mode(self) -> None:
        answers = self._typed.answers
        drops_in, books = self._take(_DROP_IN), self._take(_BOOKED)
        length = self._take(_SLOTS)
        if length:
            answers[fields.MODE] = _minutes(length)
            if drops_in:
                self._typed.faults[fields.MODE] = (
                    "Drop-in har inga tider att boka. Välj drop-in eller hur långa tiderna är."
                )
        elif drops_in:
            answers[fields.MODE] = fields.DROP_IN
        elif fields.MODE not in answers and (
            books or answers.keys() & {fields.BUFFER, fields.MOST}
        ):
            answers[fields.MODE] = "20"
            self._typed.faults[fields.MODE] = "Välj hur långa tiderna är."

    def _limits(self) -> None:
        if self._take(_BY_OWNER):
            self._typed.faults[fields.UNITS] = NO_OWNERS
        match = self._take(_ONLY)
        if match is None:
            return
        towns, professions, units = [], [], []
        for item in items_of(match["who"]):
            if profession := profession_named(item):
                professions.append(profession.value)
            elif town := town_named(item, self._case.snapshot):
                towns.append(town)
            else:
                units.append(self._unit(item))
        named = {fields.TOWNS: towns, fields.PROFESSIONS: professions}
        answers = {name: ",".join(found) for name, found in named.items() if found}
        self._typed.answers |= answers | ({fields.UNITS: ", ".join(units)} if units else {})

    def _unit(self, words: str) -> str:
        found = units_named(words, self._case.snapshot)
        return found[0].name if len(found) == 1 else words

    def _service(self) -> None:
        """The words that name one of the services; others that they name are said not to be."""
        words = self._left.split()
        for start, end in _spans(len(words)):
            if not self._named(" ".join(words[start:end])):
                continue
            end = self._with_place(words, start, end)
            self._chosen(self._named(" ".join(words[start:end])))
            self._left = " ".join([*words[:start], *words[end:]])
            return
        if len(services_to_open(self._case)) > 1:
            self._meant(words)

    def _meant(self, words: Sequence[str]) -> None:
        """A word that leads to one of the services without being its name: ”hud”, where there are
        several to choose among. Of who has but one it may as well be what the hour is for."""
        allowed = services_to_open(self._case)
        for number, word in enumerate(words):
            understood = understand(word, self._case.snapshot)
            services = (
                understood.services(self._case.snapshot) if understood.subject.claimed else []
            )
            if any(service in allowed for service in services) and word.casefold() not in _SMALL:
                self._chosen(services)
                self._left = " ".join([*words[:number], *words[number + 1 :]])
                return

    def _chosen(self, services: Sequence[Service]) -> None:
        title = self._case.snapshot.title
        allowed = services_to_open(self._case)
        mine = [service for service in services if service in allowed]
        if len(mine) == 1:
            self._typed.answers[fields.SERVICE] = mine[0].id
        elif mine:
            several = " eller ".join(title(one.id) for one in mine[:4])
            self._typed.faults[fields.SERVICE] = f"Är det {several}?"
        else:
            self._typed.faults[fields.SERVICE] = f"Du hör inte till {title(services[0].id)}."

    def _with_place(self, words: Sequence[str], start: int, end: int) -> int:
        """Where the name ends with the words for a place after it: ”kardiologi norra sjukhuset”."""
        subject = understand(" ".join(words[start:end]), self._case.snapshot).query.subject_words
        titles = {
            word
            for service in self._named(" ".join(words[start:end]))
            for word in words_of(self._case.snapshot.title(service.id))
        }
        for longer in range(end + 1, min(len(words), start + _LONGEST_NAME) + 1):
            understood = understand(" ".join(words[start:longer]), self._case.snapshot)
            is_place = understood.places and understood.query.subject_words == subject
            if is_place or titles.issuperset(words_of(words[longer - 1])):
                end = longer
        return end

    def _named(self, words: str) -> Sequence[Service]:
        """The services whose name the words are, and nothing else beside."""
        if words.casefold() in _SMALL:
            return ()
        understood = understand(words, self._case.snapshot)
        query = understood.query
        if query.unread or not (query.named or understood.only_place):
            return ()
        return understood.services(self._case.snapshot) if understood.subject.claimed else ()

    def _person(self) -> None:
        """Whose hour it is, where a coordinator names a specialist."""
        if not self._case.coordinates:
            return
        for person in self._case.snapshot.people_with(Access.SPECIALIST):
            named = pattern(rf"(?<!\w)(?:för |åt )?{re.escape(person.name)}(?!\w)")
            if person.name.casefold() in self._left.casefold() and self._take(named):
                self._typed.answers[fields.WHO] = person.id
                return

    def _about(self) -> None:
        answers = self._typed.answers
        if match := self._take(_NOT):
            answers[fields.NOT_ABOUT] = match["words"].strip()
        if match := self._take(_FOR):
            answers.setdefault(fields.ABOUT, match["words"].strip(" ,.;"))

    def _rest(self) -> None:
        """What is left may be what the hour is for: it is asked."""
        answers = self._typed.answers
        left = without_fillers(self._left)
        left = " ".join(word for word in left.split() if word.casefold() not in _SMALL)
        if not left:
            return
        if _MAY_BE_TIME.search(left):
            self._typed.faults.setdefault(fields.WHEN, f"Jag förstår inte {quoted(left)}. {RIGHT}")
            return
        already = answers.get(fields.ABOUT, "")
        answers[fields.ABOUT] = f"{already}, {left}" if already else left
        self._typed.faults[fields.ABOUT] = (
            f"Jag förstår inte {quoted(left)}. Låt det stå om det är vad tiden är till för, "
            "annars ta bort det."
        )


_UP_TO = pattern(r"(?<!\w)till och med(?!\w)")
_OF_TIME = pattern(
    r"(?:[0-9]{1,2}[:./]?[0-9]{0,2}(?:[-–][0-9]{1,2}[:.]?[0-9]{0,2})?,?"
    r"|(?:m[åa]n|tis|ons|tors?|fre|l[öo]r|s[öo]n)\w{0,6},?|nu|varje|varannan|idag|imorgon|från"
    r"|till|t\.?o\.?m\.?|fr\.?o\.?m\.?|kl\.?|vard(?:ag(?:ar)?)?|udda|jämna?"
    r"|veck(?:a|or)|v\.?|första|andra|tredje|fjärde|sista|var|månad(?:en)?|halv|kvart|lunch\w*"
    r"|jul(?:en)?|nyår|påsk(?:en)?|pingst|midsommar)"
)


def _cut(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())


def _spans(number: int) -> Iterator[tuple[int, int]]:
    """All stretches of so many words: by their first word, the shortest first."""
    for start in range(number):
        for end in range(start + 1, min(number, start + _LONGEST_NAME) + 1):
            yield start, end


def _minutes(match: re.Match[str]) -> str:
    if match["number"]:
        return match["number"]
    return "30" if match["half"] else "15" if match["quarter"] else "60"
