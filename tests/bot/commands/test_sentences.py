"""Whole sentences without a slash: which command they are meant for, and what is asked of it."""

import pytest

from bot.cards import Press
from bot.commands import COMMANDS
from bot.commands.registry import DEFAULT_COMMAND, press_of_words
from tests.chat import Chat, open_chat
from tests.stories.tid import bookable, lay
from tests.tired.asking import demo_chat

MEANT = [
    ("jag", Press("jag", "")),
    ("jag björken", Press("jag", "björken")),
    ("byt hemenhet", Press("jag", "byt")),
    ("Kan jag byta hemenhet till björken?", Press("jag", "björken")),
    ("hjälp", Press("hjalp", "")),
    ("hjalp", Press("hjalp", "")),
    ("Hjälp konsult", Press("hjalp", "konsult")),
    ("vad kan jag skriva här?", Press("hjalp", "")),
    ("nummer till fyren", Press("nummer", "fyren")),
    ("vad är numret till akuten norra tack", Press("nummer", "akuten norra")),
    ("nummer kardiologi", Press("nummer", "kardiologi")),
    ("numret till mla på björken", Press("nummer", "mla på björken")),
    ("MLA", Press("nummer", "MLA")),
    ("vem är mla på björken", Press("nummer", "mla på björken")),
    ("vc björken", Press("nummer", "vc björken")),
    ("mina pass", Press("pass", "")),
    ("när jobbar jag nästa gång?", Press("pass", "")),
    ("vad har jag för jour i helgen", Press("pass", "")),
    ("vill byta bort mitt nattpass på lördag", Press("pass", "byt")),
    ("pass ta kardiologi 4 timmar", Press("pass", "ta kardiologi 4 timmar")),
    ("vad säger avtalet om kol", Press("avtal", "kol")),
    ("finns det något avtal för hypertoni", Press("avtal", "hypertoni")),
    ("overenskommelse om remiss vid artros", Press("avtal", "remiss vid artros")),
    ("RMR kol", Press("avtal", "RMR kol")),
    ("vad är nytt i avtalen", Press("avtal", "nytt")),
    ("jour kardiologi", Press("jour", "kardiologi")),
    ("vem har jouren på kardiologen i helgen", Press("jour", "kardiologen i helgen")),
    ("visa jourlistan för ortopeden på lördag", Press("jour", "ortopeden på lördag")),
    ("vilka har jour i natt", Press("jour", "i natt")),
    ("finns det luckor i jouren nästa vecka", Press("jour", "luckor nästa vecka")),
    ("bevaka kardiologi", Press("bevaka", "kardiologi")),
    ("meddela mig när kirurgjouren byts", Press("bevaka", "kirurgjouren")),
    ("sluta bevaka kardiologi", Press("bevaka", "bort kardiologi")),
    ("inkorgen", Press("inkorg", "")),
    ("har jag några nya meddelanden", Press("inkorg", "")),
    ("min kalender", Press("kalender", "")),
    ("få in mitt schema i telefonens kalender", Press("kalender", "")),
    ("kalender kardiologi norra", Press("kalender", "kardiologi norra")),
    ("ord nytt hjärtmott = kardiologi", Press("ord", "nytt hjärtmott = kardiologi")),
    ("missade kontakter", Press("ejsvar", "")),
    ("hem", Press("hem", "")),
    ("hur ser mitt schema ut nästa vecka", Press("pass", "")),
    ("jag är sjuk och kan inte ta mitt pass", Press("pass", "")),
    ("när går jag på nästa gång", Press("pass", "")),
    ("hur ska vi göra med psa enligt överenskommelsen", Press("avtal", "psa")),
    ("vilka på kirurgen har jour i natt", Press("jour", "på kirurgen i natt")),
    ("lista alla bakjourer i natt", Press("jour", "i natt")),
    ("vilka pass är obemannade på kirurgen", Press("jour", "luckor på kirurgen")),
    (
        "jag vill få notis när jouren på kardiologen ändras",
        Press("bevaka", "jouren på kardiologen"),
    ),
    ("håll mig uppdaterad om kirurgjouren", Press("bevaka", "kirurgjouren")),
    ("jag har bytt arbetsplats till björken", Press("jag", "björken")),
    ("hur använder man det här", Press("hjalp", "")),
    ("konsult kardiologi", Press("konsult", "kardiologi")),
    ("mina bokningar", Press("tid", "mina bokningar")),
    ("avboka min konsulttid", Press("tid", "mina bokningar")),
    ("vad har jag bokat", Press("tid", "mina bokningar")),
    ("mina konsulttider", Press("tid", "")),
    ("finns det lediga konsulttider i ortopedi", Press("tid", "ortopedi")),
    ("lediga konsulttider", Press("tid", "")),
    (
        "Kan jag boka en konsulttid hos geriatriken på fredag?",
        Press("tid", "geriatriken på fredag"),
    ),
    ("konsulttider ortopedi", Press("tid", "ortopedi")),
    ("jag vill öppna konsulttid på fredag", Press("tid", "öppna konsulttid på fredag")),
    ("Öppna en telefontid fre 13-15", Press("tid", "öppna en telefontid fre 13-15")),
    (
        "jag ska lägga upp en videotid varje tis 13-14",
        Press("tid", "öppna en videotid varje tis 13-14"),
    ),
    ("jag är sjuk idag kan inte ha telefontiden", Press("tid", "sjuk idag")),
    (
        "hej, jag är sjuk till fredag och kan inte hålla mina konsulttider",
        Press("tid", "sjuk till fredag"),
    ),
    ("kan inte ta telefontiden på onsdag", Press("tid", "stäng på onsdag")),
    ("stäng min konsulttid på fredag", Press("tid", "stäng på fredag")),
    ("jag blir 10 minuter sen till konsulttiden", Press("tid", "försenad 10 minuter")),
]

QUESTIONS = [
    "jag har en patient med bröstsmärta",
    "jag jobbar på akuten och behöver en ortoped",
    "hjälp hjärtstopp",
    "hjälp mig med en patient som har yrsel",
    "nummer till bakjouren på kirurgen",
    "har jag en patient med feber",
    "vem har jouren på kardiologen i natt",
    "jour för barn med feber",
    "luckor mellan tänderna",
    "bevaka patienten eller skicka in",
    "byta kateter på patient",
    "boka tid hos tandläkaren",
    "finns det lediga tider på vårdcentralen",
    "boka tid för patienten hos geriatriken",
    "tid till konsulten",
    "tid hos ögonläkare",
    "hem från sjukhuset",
    "vad är ord för hudläkare",
    "pass på patienten",
    "pass på, det ser ut som njursten",
    "vc undrar om psoriasis",
    "säg till om ni behöver hjälp",
    "konsulten på hud",
    "min bakjour vill att jag ringer urologen",
    "psykjour, jag är primärjour på akuten",
    "jag behöver jouren",
    "hur går jag på bästa sätt vidare med patienten",
    "alla patienter på jouren har feber",
    "patienten saknas på schemat",
    "följ upp patienten",
    "hur gör jag med en patient som har feber",
    "vilka jourer kan hjälpa mig med en patient med yrsel",
    "chefen har ont i magen",
    "mitt barn har feber",
    "min patient är sjuk och kan inte ta telefontiden",
    "telefontid för patienten",
    "öppna sår på fredag",
    "jag är sjuk",
    "kardiologi",
    "",
    "pass " * 60,
]


@pytest.mark.parametrize(("words", "press"), MEANT)
async def test_a_sentence_reaches_the_command_that_it_is_meant_for(
    words: str, press: Press
) -> None:
    chat = await demo_chat()
    assert press_of_words(words, COMMANDS, chat.snapshot) == press


@pytest.mark.parametrize("words", QUESTIONS)
async def test_a_command_s_name_in_a_sentence_about_something_else_is_only_a_word(
    words: str,
) -> None:
    chat = await demo_chat()
    assert press_of_words(words, COMMANDS, chat.snapshot) == Press("konsult", words.strip())


@pytest.mark.parametrize("words", [words for words, _ in MEANT])
async def test_no_two_commands_take_the_same_sentence(words: str) -> None:
    """The order of the commands decides nothing."""
    chat = await demo_chat()
    assert len(_claiming(words, chat)) <= 1


def _claiming(words: str, chat: Chat) -> list[str]:
    return [
        command.name
        for command in COMMANDS
        if command.name != DEFAULT_COMMAND and command.asked_in(words, chat.snapshot) is not None
    ]


async def test_after_a_slash_what_does_not_fit_leads_to_a_question() -> None:
    chat = await demo_chat()
    asked = await chat.user("hanna-h").types("/jag har en patient med förmaksflimmer")
    assert "Menade du" in asked.sees
    answered = await asked.taps("Fråga om ”har en patient med förmaksflimmer”")
    assert "Kardiologi" in answered.sees
    helped = await chat.user("hanna-h").types("/hjälp njursten")
    assert "Urologi" in (await helped.taps("Fråga om ”njursten”")).sees


async def test_a_time_is_booked_of_a_service_that_has_hours() -> None:
    """Of any other the words are a question, as before."""
    chat = await open_chat()
    sentence = "boka tid hos kardiologen granvik"
    assert press_of_words(sentence, COMMANDS, chat.snapshot).command == "konsult"
    await lay(chat, bookable())
    asked = press_of_words(sentence, COMMANDS, chat.snapshot)
    assert asked == Press("tid", "kardiologen granvik")
    assert press_of_words("lediga tider kirurgi", COMMANDS, chat.snapshot).command == "konsult"
