"""/konsult: who answers now, on which number, until when, and who is next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.catalogue.phones import Audience, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import ServiceKind
from directory.catalogue.units import UnitKind
from directory.changes import Keep
from directory.region import Region
from directory.rosters.override import OverrideKind
from directory.store.memory import MemoryStore
from directory.walltime.opening import WorkingHours
from tests.builders import (
    at,
    override,
    person,
    phone,
    role_phone,
    rotation,
    service,
    shift,
    small_region,
    unit,
)
from tests.chat import TUESDAY_DAYTIME, open_chat
from tests.tired.asking import demo_chat

GRANVIK = frozenset({"Granvik"})


async def test_the_card_says_who_answers_on_which_number_and_until_when() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    assert hanna.lines == [
        "Kardiologi Granvik · Granviks lasarett · nu tis 14:05, dagtid",
        "1 Konsultläkare Cecilia Ceder  08-465 004 10  till 17:00",
        "2 Bakjour                      08-465 004 13  ingen är inlagd i schemat just då, gå vidare om ingen svarar",
        "Om ingen svarar:",
        "3 Reservrutin                  08-465 004 20  Ring medicinbakjouren",
        "4 Ledningsnivå                 08-465 004 21  Chefsläkare i beredskap",
        "5 Växeln                       08-465 004 01  säg ”bakjour kardiologi”",
        "Före samtalet: EKG och troponin",
        "Nästa byte 16:00 · schema inläst 14:05",
        "[Fick ej svar]  [Numret fungerade inte]  [Visa jouren]  [Annan tid]",
    ]


async def test_now_is_now_whatever_the_second() -> None:
    chat = await open_chat(now=at("2026-11-24 14:05") + timedelta(seconds=31))
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert seen.lines[0].endswith("nu tis 14:05, dagtid")
    await seen.taps("Fick ej svar")
    assert seen.lines[1].endswith("nu tis 14:05, dagtid")


async def test_at_night_another_service_answers_first_with_the_words_to_say() -> None:
    chat = await open_chat(now=at("2026-11-24 22:00"))
    seen = await chat.user("hanna-h").types("kardiologi")
    assert seen.lines[0].endswith("nu tis 22:00, jourtid")
    assert seen.lines[1].startswith("1 Primärjour internmedicin Eva Ek")
    assert "säg ”Be om kardiologbakjouren”" in seen.sees


async def test_a_named_red_day_is_on_call_time() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult medicin 24/12 08:00")
    assert seen.lines[0].endswith("tor 24 dec 08:00, jourtid (julafton)")
    assert "Fick ej svar" not in seen.sees


async def test_no_answer_puts_the_next_step_first_and_is_recorded() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult medicin i kväll")
    hanna = await hanna.types("/konsult kardiologi")
    await hanna.taps("Fick ej svar")
    assert hanna.lines[0].startswith("Noterat: inget svar från Konsultläkare Cecilia Ceder")
    assert hanna.lines[2].startswith("1 Bakjour")
    await hanna.taps("Fick ej svar")
    assert hanna.lines[2].startswith("1 Reservrutin")
    coordinator = await chat.user("karin-k").types("/ejsvar")
    assert coordinator.lines[0].startswith("Fick ej svar, 30 dagar: 1 samtal")
    contacts = [line for line in coordinator.lines if "från Björkens hälsocentral" in line]
    assert "Konsultläkare Cecilia Ceder 08-465 004 10" in contacts[0]
    assert "Bakjour 08-465 004 13" in contacts[1]


async def test_every_step_can_be_tried_and_the_one_to_call_is_always_in_sight() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    firsts = []
    for _ in range(4):
        await hanna.taps("Fick ej svar")
        firsts.append(hanna.lines[2].split("  ")[0])
    assert firsts == ["1 Bakjour", "1 Reservrutin", "1 Ledningsnivå", "1 Växeln"]


async def test_a_second_press_on_the_same_card_is_one_report() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    card = hanna.card
    await hanna.taps("Fick ej svar")
    hanna.card = card
    await hanna.taps("Fick ej svar")
    coordinator = await chat.user("karin-k").types("/ejsvar")
    assert coordinator.lines[0].startswith("Fick ej svar, 30 dagar: 1 samtal")
    assert len([line for line in coordinator.lines if line.startswith("–")]) == 1


async def test_another_time_is_asked_for_in_a_form_that_says_what_is_wrong() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Annan tid")
    await hanna.taps("Visa vem som svarar då", dag="2026-13-40", tid="08:00")
    assert "Skriv en dag inom ett år" in hanna.sees
    await hanna.taps("Visa vem som svarar då", dag="2026-11-28T23:00", tid="")
    assert "lör 23:00" in hanna.sees
    await hanna.taps("Annan tid")
    await hanna.taps("Visa vem som svarar då", dag="2026-11-28", tid="23:00")
    assert hanna.lines[0].endswith("lör 23:00, jourtid")


async def test_what_is_not_understood_gets_the_default_entry_and_a_number() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult pizza")
    assert seen.lines[0] == "Jag förstår inte ”pizza”."
    assert "Internmedicin Granvik" in seen.sees
    assert "08-465 004 01" in seen.sees


async def test_a_specialty_that_the_region_lacks_is_said_to_be_missing() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult neurokirurgi")
    assert seen.lines[0] == "Neurokirurgi finns inte som konsulttjänst i regionen."
    assert "08-465 004 01" in seen.sees


async def test_what_does_not_serve_her_area_is_said_never_replaced() -> None:
    region = small_region()
    services = tuple(
        replace(s, municipalities=GRANVIK) if s.id == "kardiologi" else s for s in region.services
    )
    chat = await open_chat(replace(region, services=services))
    seen = await chat.user("julia-j").types("/konsult kardiologi")
    assert seen.lines[0] == "Kardiologi finns inte hos er (Åsbo)."
    assert "Kardiologi Granvik" in seen.sees
    await seen.taps("Kardiologi Granvik · Granviks lasarett")
    assert seen.lines[0] == "Tar inte emot från Åsbo."


async def test_two_hospitals_are_a_choice_until_she_has_a_home_unit() -> None:
    region = _two_hospitals()
    chat = await open_chat(region)
    stranger = await chat.user().types("/konsult kardiologi")
    assert stranger.lines[0] == "Kardiologi finns på flera ställen. Vilket gäller det?"
    await stranger.taps("Välj hemenhet")
    await stranger.taps("Sök", enhet="eken")
    await stranger.types("/konsult kardiologi")
    assert stranger.lines[0].startswith("Kardiologi Åsbo · Åsbo sjukhus")
    await stranger.types("/konsult kardiologi granvik")
    assert stranger.lines[:2] == [
        "Tar inte emot från Åsbo.",
        "Kardiologi Granvik · Granviks lasarett · nu tis 14:05, dagtid",
    ]


def _two_hospitals() -> Region:
    region = small_region()
    hospital = unit(
        "asbo-sjukhus",
        name="Åsbo sjukhus",
        kind=UnitKind.HOSPITAL,
        municipality="Åsbo",
        hospital="asbo-sjukhus",
    )
    clinic = unit(
        "hjarta-asbo",
        name="Hjärtmottagningen Åsbo",
        kind=UnitKind.CLINIC,
        municipality="Åsbo",
        hospital="asbo-sjukhus",
    )
    there = service(
        "kardiologi-asbo",
        name="Kardiologi Åsbo",
        unit="hjarta-asbo",
        hospital="asbo-sjukhus",
        municipalities=frozenset({"Åsbo"}),
    )
    here = tuple(replace(s, municipalities=GRANVIK) for s in region.services)
    return replace(region, units=(*region.units, hospital, clinic), services=(*here, there))


async def test_a_closed_service_says_when_it_opens_and_who_answers_meanwhile() -> None:
    region = small_region()
    fixed = service(
        "geriatrik",
        name="Geriatrisk telekonsultation",
        specialty="geriatrik",
        kind=ServiceKind.FIXED_HOURS,
        hours=WorkingHours.parse("tis 13–15; tor 9–11"),
        unit="medicinkliniken",
        hospital="granviks-lasarett",
    )
    line = role_phone("geriatrik", Role.CONSULTING_PHYSICIAN, number="08-465 004 40")
    chat = await open_chat(
        replace(region, services=(*region.services, fixed), role_phones=(*region.role_phones, line))
    )
    hanna = await chat.user("hanna-h").types("/konsult geriatrik")
    assert hanna.lines[0].endswith("nu tis 14:05, öppet")
    await chat.passes(at("2026-11-24 15:30"))
    await hanna.types("/konsult geriatrik")
    assert hanna.lines[0].endswith("nu tis 15:30, stängt")
    assert hanna.lines[1].startswith("Stängt just då, öppnar tor 09:00")
    assert "08-465 004 20" in hanna.sees


async def test_what_is_for_others_is_said_to_be() -> None:
    region = small_region()
    services = tuple(
        replace(s, audience=Audience.MUNICIPAL) if s.id == "kardiologi" else s
        for s in region.services
    )
    chat = await open_chat(replace(region, services=services))
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert seen.lines[0] == "Kardiologi Granvik är bara för kommunens sjuksköterskor."


async def test_the_person_without_a_number_does_not_stop_the_answer() -> None:
    region = small_region()
    silent = rotation("kardiologi", "bo-b", role=Role.MIDDLE_ON_CALL)
    lines = tuple(p for p in region.role_phones if p.service != "kardiologi")
    people = tuple(replace(p, show_number=False) for p in region.people)
    chat = await open_chat(
        replace(region, role_phones=lines, people=people, rotations=(*region.rotations, silent))
    )
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "inget nummer finns här, gå vidare till nästa steg" in seen.lines[1]
    assert "08-465 004 01" in seen.sees


async def test_a_personal_number_is_shown_on_duty_and_not_otherwise() -> None:
    region = small_region(role_phones=())
    chat = await open_chat(region, now=at("2026-11-26 20:00"))
    on_duty = {}
    for day in ("26", "27", "28", "29"):
        await chat.passes(at(f"2026-11-{day} 20:00"))
        seen = await chat.user("hanna-h").types("/konsult kardiologi")
        on_duty[day] = ("Anna Asp" in seen.sees, "070-174 06 05" in seen.sees)
    assert set(on_duty.values()) == {(True, True), (False, False)}


async def test_a_personal_number_is_not_shown_for_another_time_but_there_is_one_to_call() -> None:
    chat = await open_chat(small_region(role_phones=()), now=at("2026-11-25 20:00"))
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "Anna Asp" in seen.sees and "070-174 06 05" in seen.sees
    await seen.types("/konsult kardiologi sön 20")
    assert "Anna Asp" in seen.sees and "070-174 06 05" not in seen.sees
    assert "eget nummer visas bara under passet" in seen.sees
    assert "08-465 004 01" in seen.sees


async def test_a_name_that_may_not_be_shown_is_not() -> None:
    region = small_region()
    people = tuple(replace(p, show_name=False) for p in region.people)
    chat = await open_chat(replace(region, people=people))
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert seen.lines[1].startswith("1 Konsultläkare  ")
    assert "Ceder" not in (await seen.types("/jour kardiologi")).sees


async def test_one_who_is_busy_and_a_stand_in_are_said() -> None:
    store = MemoryStore()
    chat = await open_chat(repository=store)
    busy = override(
        "upptagen-1",
        start="2026-11-24 13:00",
        hours=3,
        role=Role.CONSULTING_PHYSICIAN,
        kind=OverrideKind.BUSY,
        person="",
    )
    await store.apply([Keep(busy)], actor="test", now=TUESDAY_DAYTIME)
    await chat.live.refresh()
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert seen.lines[1].endswith("08-465 004 10  upptagen till 16:00")


async def test_an_old_roster_says_so() -> None:
    chat = await open_chat()
    await chat.passes(at("2026-11-26 14:05"))
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "schemat har inte uppdaterats sedan 24 nov 14:05" in seen.sees


async def test_a_moment_outside_what_is_in_memory_is_loaded_first() -> None:
    far = shift("2027-06-01 08:00", 9, role=Role.CONSULTING_PHYSICIAN, who="bo-b")
    chat = await open_chat(small_region(shifts=(far,)))
    seen = await chat.user("hanna-h").types("/konsult kardiologi 2027-06-01 10:00")
    assert "Bo Björn" in seen.sees


async def test_every_question_is_counted_without_its_words() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.types("/konsult pizza hawaii")
    assert [(c.command, c.outcome, c.service, c.unit) for c in chat.counted] == [
        ("konsult", "answer", "kardiologi", "bjorken"),
        ("konsult", "miss", "", "bjorken"),
    ]
    assert "pizza" not in repr(chat.counted)


async def test_a_pager_and_an_extension_are_written_out_and_only_a_dialable_number_is_a_link() -> (
    None
):
    region = small_region()
    phones = (
        role_phone("kardiologi", Role.CONSULTING_PHYSICIAN, number="71234", kind=PhoneKind.PAGER),
        role_phone(
            "kardiologi",
            Role.CONSULTING_PHYSICIAN,
            number="08-465 004 00",
            kind=PhoneKind.SWITCHBOARD,
            extension="2387",
        ),
    )
    chat = await open_chat(replace(region, role_phones=phones))
    seen = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "sökare 71234" in seen.sees
    assert "08-465 004 00 ankn 2387" in seen.sees
    contacts = seen.card.parts[1].contacts  # type: ignore[union-attr]  # the first step
    assert [c.uri is None for c in contacts] == [True, False]


async def test_a_number_for_others_is_not_in_the_answer() -> None:
    region = small_region()
    phones = (
        role_phone(
            "kardiologi",
            Role.CONSULTING_PHYSICIAN,
            number="08-465 004 77",
            audience=Audience.EMERGENCY,
        ),
        *region.role_phones,
    )
    chat = await open_chat(replace(region, role_phones=phones))
    assert "004 77" not in (await chat.user("hanna-h").types("/konsult kardiologi")).sees
    emergency = person("eskil-e", unit="akuten")
    chat = await open_chat(replace(region, role_phones=phones, people=(*region.people, emergency)))
    assert "004 77" in (await chat.user("eskil-e").types("/konsult kardiologi")).sees
    assert phone("08-465 004 77").uri()


async def test_a_word_that_is_passed_over_is_said() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult kardiologi hjo")
    assert seen.lines[0] == "Förstod inte ”hjo”, svaret gäller resten."
    assert seen.lines[1].startswith("Kardiologi Granvik")
    plain = await seen.types("/konsult vem kan jag ringa om hjärtsvikt hos 80-årig man?")
    assert plain.lines[0].startswith("Kardiologi Granvik")


@pytest.mark.parametrize("words", ["nu", "just nu", "omgående", "nu direkt", "right now"])
async def test_now_is_now_whether_it_is_said_or_not(words: str) -> None:
    chat = await open_chat()
    unsaid = (await chat.user("hanna-h").types("kardiologi")).sees
    assert "Fick ej svar" in unsaid
    assert (await chat.user("hanna-h").types(f"kardiologi {words}")).sees == unsaid


async def test_the_night_that_goes_on_is_now() -> None:
    chat = await open_chat(now=at("2026-11-24 23:40"))
    assert "Fick ej svar" in (await chat.user("hanna-h").types("kardiologi i natt")).sees


async def test_the_role_asked_for_is_first_and_marked() -> None:
    chat = await open_chat(now=at("2026-11-24 22:00"))
    usual = await chat.user("hanna-h").types("medicin")
    assert usual.lines[1].startswith("1 Primärjour")
    asked = await chat.user("hanna-h").types("vem är bakjour på medicin")
    assert asked.lines[1].startswith("1 Bakjour")
    assert "du frågade efter bakjour" in asked.lines[1]
    assert asked.lines[2].startswith("2 Primärjour")
    assert [line[0] for line in asked.lines if line[:1].isdigit()] == [
        line[0] for line in usual.lines if line[:1].isdigit()
    ]
    failed = await asked.taps("Fick ej svar")
    assert "du frågade efter" not in failed.lines[1]
    assert "Primärjour" in failed.sees


async def test_a_role_that_nobody_has_is_said_and_the_usual_order_stands() -> None:
    chat = await open_chat(now=at("2026-11-24 22:00"))
    usual = [
        line for line in (await chat.user("hanna-h").types("medicin")).lines if line[0].isdigit()
    ]
    asked = await chat.user("hanna-h").types("mellanjouren medicin")
    assert (
        asked.lines[1] == "Ingen mellanjour svarar för det här just då. Ring i den här ordningen."
    )
    assert [line for line in asked.lines if line[0].isdigit()] == usual


async def test_the_role_asked_for_is_kept_when_another_time_is_chosen() -> None:
    chat = await open_chat(now=at("2026-11-24 22:00"))
    asked = await chat.user("hanna-h").types("vem är bakjour på medicin")
    form = await asked.taps("Annan tid")
    seen = await form.taps("Visa vem som svarar då", dag="2026-11-26", tid="23:00")
    assert "tor 23:00" in seen.lines[0]
    assert "du frågade efter bakjour" in seen.lines[1]


async def test_the_role_asked_for_is_kept_through_a_choice() -> None:
    chat = await demo_chat()
    stranger = await chat.user().types("bakjour kirurgi")
    assert "Vilket gäller det?" in stranger.sees
    chosen = await stranger.taps("Kirurgi · Södra sjukhuset")
    assert "du frågade efter bakjour" in chosen.lines[1]


async def test_a_role_alone_asks_for_the_subject_and_gives_a_number() -> None:
    chat = await demo_chat()
    seen = await chat.user("disa-fjallgren").types("mellanjouren")
    assert (
        seen.lines[0] == "Vilken mellanjour? Skriv ämnet också, till exempel ”mellanjour kirurgi”."
    )
    assert "08-465 004 00" in seen.sees


# -- what has been --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("kardiologi igår kväll", "mån 23 nov 19:00"),
        ("bakjour kardiologi i fredags natt", "lör 21 nov 02:00"),
        ("vem hade bakjour på kardiologi i fredags natt?", "lör 21 nov 02:00"),
        ("vem var bakjour på kardiologi i natt", "tis 24 nov 02:00"),
        ("vem var bakjour på kardiologi lördag natt", "sön 22 nov 02:00"),
        ("kardiologi granvik för tre dagar sedan kl 20", "lör 21 nov 20:00"),
        ("vem hade jouren på kardiologi 12/10 kl 20", "mån 12 okt 20:00"),
    ],
)
async def test_who_was_on_is_answered_for_then(text: str, then: str) -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types(f"/konsult {text}")
    assert seen.lines[0] == f"Gällde {then}. Tiden har passerat."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("opererad på kardiologen igår", "igår"),
        ("inlagd kardiologi förra veckan", "förra veckan"),
        ("kardiologi i somras", "i somras"),
    ],
)
async def test_what_has_been_is_not_the_time_of_an_answer_for_a_patient_and_that_is_said(
    text: str, says: str
) -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types(f"/konsult {text}")
    assert seen.lines[0] == f"Svaret gäller nu, inte ”{says}”. Vem som hade jouren då visar /jour."
    assert "nu tis 14:05" in seen.sees


@pytest.mark.parametrize(
    "text", ["ramlade igår, kardiologi", "hjärtsvikt sedan i fredags", "hjärtsvikt, sämre igår"]
)
async def test_what_happened_to_a_patient_is_answered_for_now(text: str) -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types(f"/konsult {text}")
    assert "Tiden har passerat" not in seen.sees
    assert "nu tis 14:05" in seen.sees
