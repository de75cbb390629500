"""Every fault of a region's files: its place, its value, and the sentence that mends it."""

from datetime import date
from pathlib import Path

import pytest

from directory.sources.faults import MOST_FAULTS, Severity
from directory.sources.region.region_files import read_region
from tests.directory.sources.region.exempel import FILES, put, put_with

TODAY = date(2026, 11, 24)

ERRORS = [
    # file, row, column, value, message
    ("enheter.csv", "Ny Enhet;X;klinik;Granvik", "id", "Ny Enhet", "Ett id skrivs med små bokstäver a–z, siffror och bindestreck, högst 64 tecken. Menade du ny-enhet?"),
    ("enheter.csv", ";X;klinik;Granvik", "id", "", "Cellen är tom. Här ska stå ett id, till exempel medicin-norra."),
    ("enheter.csv", "ny;X;klinnik;Granvik", "typ", "klinnik", "Ordet är okänt. Här ska stå sjukhus, klinik, avdelning, akutmottagning, hälsocentral, kommunal vård, växel eller annan. Menade du klinik?"),
    ("enheter.csv", "ny;X;klinik;Granvik;kliniken", "sjukhus", "kliniken", "Enheten är klinik. Skriv id för ett sjukhus, eller ingenting."),
    ("enheter.csv", "ny;X;klinik;Granvik;lasaretet", "sjukhus", "lasaretet", "Det finns inget sådant id i enheter.csv. Menade du lasarettet?"),
    ("enheter.csv", "ny;X;sjukhus;Granvik;lasarettet", "sjukhus", "lasarettet", "Ett sjukhus är sitt eget. Lämna cellen tom."),
    ("enheter.csv", "vaxel;X;växel;Granvik", "id", "vaxel", "Det används redan på rad 3. Varje ska finnas en enda gång."),
    ("enheter.csv", "ny;X;klinik;Granvik;;;1A2B", "hsa_id", "1A2B", "Så kan det inte skrivas. Här ska stå ett HSA-id, till exempel SE2321000016-1A2B."),
    ("enheter.csv", "ny;X;klinik;Granvik;;;se2321000016-1a2b", "hsa_id", "se2321000016-1a2b", "Det används redan på rad 5. Varje ska finnas en enda gång."),
    ("enheter.csv", "ny;X;klinik;Granvik;;;;hej", "", "hej", 'Cellen hör inte till någon kolumn. Sätt " runt en cell som innehåller skiljetecknet, eller ta bort cellen.'),
    ("personer.csv", "ny;X;;anna.asp", "epost", "anna.asp", "Så kan det inte skrivas. Här ska stå en e-postadress, till exempel anna.berg@exempel.se."),
    ("personer.csv", "ny;X;;Anna.Asp@exempel.se", "epost", "Anna.Asp@exempel.se", "Det används redan på rad 2. Varje ska finnas en enda gång."),
    ("personer.csv", "ny;X;;;SE2321000016-1A2B", "hsa_id", "SE2321000016-1A2B", "Det används redan på enheter.csv rad 5. Varje ska finnas en enda gång."),
    ("personer.csv", "ny;X;;;;Medicinkliniken", "enhet", "Medicinkliniken", "Det finns inget sådant id i enheter.csv. Menade du kliniken?"),
    ("personer.csv", "ny;X;;;;;bakjour", "uppdrag", "bakjour", "Ordet är okänt. Här ska stå ALK, MLA, MAS eller verksamhetschef."),
    ("personer.csv", "ny;X;;;;;;kanske", "visa_nummer", "kanske", "Skriv ja eller nej."),
    ("tjanster.csv", "ny;X;kardiolog;jour;kliniken", "specialitet", "kardiolog", "Specialiteten är okänd. Här ska stå dess officiella namn eller id. Menade du Kardiologi?"),
    ("tjanster.csv", "ny;X;Kardiologi;subakut;kliniken", "tider", "", "En tjänst av den typen måste ha tider. Skriv när den har öppet, till exempel mån–fre 08–17."),
    ("tjanster.csv", "ny;X;Kardiologi;subakut;kliniken;;-", "tider", "-", "En tjänst av den typen måste ha tider. Skriv när den har öppet, till exempel mån–fre 08–17."),
    ("tjanster.csv", "ny;X;Kardiologi;jour;kliniken;;mån 8", "tider", "mån 8", "”8” går inte att läsa. Skriv till exempel ”mån–fre 08–16:30” eller ”dygnet runt”."),
    ("nummer.csv", "vaxel;;;;08-46", "nummer", "08-46", "Det är inte ett svenskt telefonnummer. Skriv det med riktnummer, till exempel 08-465 004 00."),
    ("nummer.csv", ";;;;08-465 004 01", "", "", "Numret har ingen ägare. Fyll i enhet, eller person, eller tjänst."),
    ("nummer.csv", "vaxel;anna-a;;;08-465 004 01", "person", "anna-a", "Numret kan bara höra till en. Raden har redan enhet."),
    ("nummer.csv", ";;medicin;;08-465 004 01", "roll", "", "En tjänsts nummer hör till en roll. Fyll i till exempel bakjour."),
    ("nummer.csv", "vaxel;;;bakjour;08-465 004 01", "roll", "bakjour", "En roll hör till en tjänst. Fyll i tjänst, eller ta bort rollen."),
    ("nummer.csv", "vaxel;;;;5-1234;direkt", "typ", "direkt", "Numret är skrivet som intern. Skriv intern här."),
    ("nummer.csv", "vaxel;;;;08-465 004 01;mobil", "nummer", "08-465 004 01", "Ett mobilnummer börjar med 07, till exempel 070-174 06 05."),
    ("nummer.csv", "vaxel;;;;512345", "nummer", "512345", "Skriv numret med riktnummer, till exempel 08-465 004 00. Går det bara att slå inom huset, skriv ”internt” före."),
    ("nummer.csv", "vaxel;;;;08-465 004 01/02", "nummer", "08-465 004 01/02", "Skriv ett nummer per rad, helt utskrivet: 08-465 004 00, och nästa på en egen rad."),
    ("nummer.csv", "vaxel;;;;08-465 004 01;;;24/11", "kontrollerad", "24/11", "Skriv datumet som 2026-11-24."),
    ("nummer.csv", "vaxel;;;;08-465 004 01;;;2026-02-30", "kontrollerad", "2026-02-30", "Det datumet finns inte. Skriv till exempel 2026-11-24."),
    ("nummer.csv", "vaxel;;;;08-465 004 01;;;1916-02-28", "kontrollerad", "1916-02-28", "Året ska ligga mellan 1990 och 2100."),
    ("nummer.csv", ";;medicin;bakjour;08-465 004 11", "nummer", "08-465 004 11", "Samma sak står redan på rad 6. Ta bort den ena raden eller ändra den."),
    ("nummer.csv", ";;medicinen;bakjour;08-465 004 13", "tjänst", "medicinen", "Det finns inget sådant id i tjanster.csv. Menade du medicin?"),
    ("kedjor.csv", "eko;jourtid;1;roll;", "roll", "", "Ett steg av typen roll måste säga vilken. Fyll i rollen."),
    ("kedjor.csv", "eko;jourtid;1;växel;bakjour", "roll", "bakjour", "Det gäller bara steg av typen roll. Ta bort det."),
    ("kedjor.csv", "eko;jourtid;1;roll;konsultläkare;;08-465 004 11", "nummer", "08-465 004 11", "En rolls nummer skrivs i nummer.csv. Flytta det dit."),
    ("kedjor.csv", "eko;jourtid;1;växel;;;08-465 004 11 (kontorstid)", "nummer", "08-465 004 11 (kontorstid)", "Skriv bara numret här; ”kontorstid” hör till texten."),
    ("kedjor.csv", "eko;jourtid;0;växel", "steg", "0", "Det första steget har nummer 1."),
    ("kedjor.csv", "eko;jourtid;ett;växel", "steg", "ett", "Så kan det inte skrivas. Här ska stå ett helt tal, högst 9999."),
    ("kedjor.csv", "eko;dagtid;2;växel", "steg", "2", "Samma sak står redan på rad 3. Ta bort den ena raden eller ändra den."),
    ("turlistor.csv", "medicin;bakjour;monday;16:00;07:30;bo-b;2026-01-05", "dagar", "monday", "”monday” är inga dagar. Här ska stå dagar, till exempel mån–tor, fre eller alla."),
    ("turlistor.csv", "medicin;bakjour;lör;16;07:30;bo-b;2026-01-05", "från", "16", "Skriv klockslaget som 08:00, midnatt som 00:00."),
    ("turlistor.csv", "medicin;bakjour;lör;16:00;24:00;bo-b;2026-01-05", "till", "24:00", "Skriv klockslaget som 08:00, midnatt som 00:00."),
    ("turlistor.csv", "medicin;bakjour;lör;16:00;07:30;bo-b|BB;2026-01-05", "personer", "BB", "Det finns inget sådant id i personer.csv. Menade du bo-b?"),
    ("turlistor.csv", "medicin;bakjour;fre;16:00;07:30;bo-b;2026-01-05", "start", "2026-01-05", "Samma sak står redan på rad 3. Ta bort den ena raden eller ändra den."),
    ("pass.csv", "medicin;bakjour;bo;2026-11-24 16:00;2026-11-25 07:30", "person", "bo", "Det finns inget sådant id i personer.csv. Lägg till det där eller rätta här."),
    ("pass.csv", "medicin;bakjour;bo-b;2026-11-24 16:00;2026-11-24 16:00", "till", "2026-11-24 16:00", "Slutet måste ligga efter början."),
    ("pass.csv", "medicin;bakjour;bo-b;2026-11-24 16:00;2026-12-24 16:00", "till", "2026-12-24 16:00", "Ett pass är högst åtta dygn. Dela det i flera rader."),
    ("pass.csv", "medicin;bakjour;bo-b;2026-11-24;2026-11-25 07:30", "från", "2026-11-24", "Skriv klockslaget som 08:00, midnatt som 00:00. Här ska stå datum och tid, till exempel 2026-11-24 16:00."),
    ("pass.csv", "medicin;primärjour;bo-b;2026-11-24 16:00;2026-11-25 08:00", "från", "2026-11-24 16:00", "Samma sak står redan på rad 2. Ta bort den ena raden eller ändra den."),
    ("ord.csv", "hjärtat;kardiologin", "betyder", "kardiologin", "Det är varken en specialitet, en tjänst eller en enhet. Menade du Kardiologi?"),
    ("ord.csv", "hia;kardiologi", "ord", "hia", "Samma sak står redan på rad 2. Ta bort den ena raden eller ändra den."),
    ("kalender.csv", "2026-12-23;vardag;ja", "datum", "2026-12-23", "Samma sak står redan på rad 2. Ta bort den ena raden eller ändra den."),
    ("kalender.csv", "2026-12-22;vardag;", "dagtid", "", "Cellen är tom. Här ska stå ja eller nej."),
]  # fmt: skip

WARNINGS = [
    ("enheter.csv", "ny;X;klinik;Granvik", "id", "ny", "Enheten har inget nummer. Lägg till det i nummer.csv."),
    ("enheter.csv", "ny;X;hälsocentral;Granvik", "id", "ny", "Hälsocentralen har inget nummer. Lägg till det i nummer.csv."),
    ("enheter.csv", "ny;X;växel;Granvik;lasarettet", "sjukhus", "lasarettet", "Det finns redan en växel där, vaxel. Bara en av dem visas; behåll en."),
    ("tjanster.csv", "ny;X;Kardiologi;fasta tider;kliniken;Granvig;mån 8–9", "kommuner", "Granvig", "Ingen enhet ligger i den kommunen. Menade du Granvik?"),
    ("tjanster.csv", "ny;X;Kardiologi;fasta tider;kliniken;;mån 8–9", "id", "ny", "Bakjour på ny ska svara på dagtid men har varken schema eller nummer. Lägg till ett av dem, eller ändra kedjan i kedjor.csv."),
    ("nummer.csv", "vaxel;;;;08-465 004 01;;;2024-11-23", "kontrollerad", "2024-11-23", "Numret kontrollerades för mer än två år sedan. Ring det och skriv dagens datum."),
    ("nummer.csv", "vaxel;;;;08-465 004 01;;;2026-11-25", "kontrollerad", "2026-11-25", "Dagen har inte kommit än. Skriv när numret senast kontrollerades."),
    ("kedjor.csv", "eko;jourtid;2;växel", "steg", "2", "Steg 1 saknas i kedjan. Numrera stegen 1, 2, 3 och så vidare."),
    ("kedjor.csv", "eko;dagtid;3;reservrutin", "typ", "reservrutin", "Steget visas ändå före växel. Numrera i ordningen roll, reservrutin, ledningsnivå, växel."),
    ("kedjor.csv", "medicin;jourtid;1;roll;mellanjour", "roll", "mellanjour", "Mellanjour på medicin ska svara på jourtid men har varken schema eller nummer. Lägg till ett av dem, eller ändra kedjan i kedjor.csv."),
    ("pass.csv", "eko;koordinator;ivar-i;2026-11-24 08:00;2026-11-24 16:00", "person", "ivar-i", "Den som är koordinator på eko har inget nummer, och rollen ingen telefon. Lägg till ett nummer i nummer.csv."),
    ("turlistor.csv", "eko;koordinator;fre;08:00;16:00;-|ivar-i;2026-01-05", "personer", "ivar-i", "Den som är koordinator på eko har inget nummer, och rollen ingen telefon. Lägg till ett nummer i nummer.csv."),
]  # fmt: skip


def told(folder: Path) -> list[tuple[str, int, str, str, str, Severity]]:
    faults = read_region(folder, TODAY).faults
    return [(f.file, f.line, f.column, f.value, f.message, f.severity) for f in faults]


def test_the_example_is_without_fault(tmp_path: Path) -> None:
    reading = read_region(put(tmp_path), TODAY)
    assert reading.faults == ()
    assert reading.region is not None


@pytest.mark.parametrize(("file", "row", "column", "value", "message"), ERRORS)
def test_an_error_stops_the_region(
    file: str, row: str, column: str, value: str, message: str, tmp_path: Path
) -> None:
    folder, line = put_with(tmp_path, file, row)
    assert told(folder) == [(file, line, column, value, message, Severity.ERROR)]
    assert read_region(folder).region is None


@pytest.mark.parametrize(("file", "row", "column", "value", "message"), WARNINGS)
def test_a_warning_does_not(
    file: str, row: str, column: str, value: str, message: str, tmp_path: Path
) -> None:
    folder, line = put_with(tmp_path, file, row)
    assert (file, line, column, value, message, Severity.WARNING) in told(folder)
    assert read_region(folder).region is not None


def test_a_number_of_her_own_that_is_not_shown_is_a_gap(tmp_path: Path) -> None:
    folder, _ = put_with(tmp_path, "nummer.csv", ";bo-b;;;070-174 06 06")
    shifts = FILES["pass.csv"] + "eko;koordinator;bo-b;2026-11-24 08:00;2026-11-24 16:00\n"
    (folder / "pass.csv").write_text(shifts, encoding="utf-8")
    assert told(folder) == [
        (
            "pass.csv",
            4,
            "person",
            "bo-b",
            "Den som är koordinator på eko visar inte sitt nummer, och rollen har ingen telefon. Lägg till "
            "rollens nummer i nummer.csv, eller sätt visa_nummer till ja om personen går med på det.",
            Severity.WARNING,
        )
    ]


def test_without_a_day_nothing_is_said_about_the_age_of_numbers(tmp_path: Path) -> None:
    folder, _ = put_with(tmp_path, "nummer.csv", "vaxel;;;;08-465 004 01;;;2001-01-01")
    assert read_region(folder).faults == ()


def test_a_word_that_is_both_a_specialty_and_a_service(tmp_path: Path) -> None:
    folder = put(
        tmp_path,
        tjanster=FILES["tjanster.csv"].replace("eko;", "kardiologi;"),
        ord="ord;betyder\nHIA;Kardiologi\n",
    )
    assert [f for f in told(folder) if f[0] == "ord.csv"] == [
        (
            "ord.csv",
            2,
            "betyder",
            "Kardiologi",
            "Det är både en specialitet och en tjänst; ordet leder till tjänsten. Byt tjänstens id om det är fel.",
            Severity.WARNING,
        )
    ]


SETTINGS = FILES["region.yaml"]


@pytest.mark.parametrize(
    ("text", "line", "key", "value", "message"),
    [
        (SETTINGS.replace("medicin\n", "medcin\n"), 2, "huvudingång", "medcin", "Det finns inget sådant id i tjanster.csv. Menade du medicin?"),
        (SETTINGS.replace("växel: vaxel", "växel: kliniken"), 3, "växel", "kliniken", "Växeln har inget nummer. Lägg till det i nummer.csv."),
        (SETTINGS.replace("[anna-a]", "[anna-b]"), 6, "demo_personer", "anna-b", "Det finns inget sådant id i personer.csv. Menade du anna-a?"),
        (SETTINGS.replace("namn:", "nam:"), 1, "", "nam", "Nyckeln är okänd. Menade du namn? Här får stå namn, huvudingång, växel, reservrutin, ledningsnivå, nödnummer, giftinformation, adress_får_tömma, demo_personer."),
        (SETTINGS + "adress_får_tömma: 101\n", 7, "adress_får_tömma", "101", "Här ska stå procent, 0 till 100. Skriv till exempel adress_får_tömma: 10"),
        (SETTINGS + "adress_får_tömma: tio\n", 7, "adress_får_tömma", "tio", "Här ska stå procent, 0 till 100. Skriv till exempel adress_får_tömma: 10"),
        (SETTINGS + "namn: Igen\n", 7, "namn", "namn", "Nyckeln finns två gånger. Ta bort den ena."),
        (SETTINGS.replace("text: Ring medicinbakjouren, ", ""), 4, "text", "", "Nyckeln saknas. Skriv till exempel text: Ring medicinbakjouren"),
        (SETTINGS.replace("08-465 004 20", "08-46"), 4, "nummer", "08-46", "Det är inte ett svenskt telefonnummer. Skriv det med riktnummer, till exempel 08-465 004 00."),
        (SETTINGS.replace("nummer: 08-465 004 20", "namn: x"), 4, "reservrutin", "namn", "Nyckeln är okänd. Här får stå text, nummer."),
        (SETTINGS.replace("Region Exempel", ""), 1, "namn", "", "Här ska stå en text. Skriv till exempel namn: Region Exempel"),
        (SETTINGS.replace("Region Exempel", "[a, b]"), 1, "namn", "", "Här ska stå en text. Skriv till exempel namn: Region Exempel"),
        (SETTINGS.replace("[anna-a]", "anna-a"), 6, "demo_personer", "anna-a", "Här ska stå en lista. Skriv till exempel demo_personer: [anna-a]"),
        (SETTINGS.replace("Region", "Region: x: y"), 1, "", "", "Det går inte att läsa. Skriv varje rad som ”namn: Region Exempel”."),
        ("namn: 'x\n", 2, "", "", "Det går inte att läsa. Skriv varje rad som ”namn: Region Exempel”."),
        ("[" * 50_000, 0, "", "", "Det går inte att läsa. Skriv varje rad som ”namn: Region Exempel”."),
        ("x" * 100_001, 0, "", "", "Filen är för stor. Den får vara högst 100 kB."),
    ],
)  # fmt: skip
def test_faults_of_the_settings(
    text: str, line: int, key: str, value: str, message: str, tmp_path: Path
) -> None:
    assert ("region.yaml", line, key, value, message, Severity.ERROR) in told(
        put(tmp_path, region=text)
    )


def test_a_bomb_of_aliases_is_only_a_strange_list(tmp_path: Path) -> None:
    levels = "".join(f"x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    faults = read_region(put(tmp_path, region=f"x0: &a0 [lol]\n{levels}{SETTINGS}")).errors
    assert len(faults) == 30


def test_a_main_entry_that_closes_is_a_warning(tmp_path: Path) -> None:
    folder = put(tmp_path, region=SETTINGS.replace("huvudingång: medicin", "huvudingång: eko"))
    message = "Tjänsten är fasta tider och är stängd ibland. Välj en jour."
    assert told(folder) == [("region.yaml", 2, "huvudingång", "eko", message, Severity.WARNING)]


def test_every_fault_in_every_file_is_told_at_once_in_order(tmp_path: Path) -> None:
    for file, text in FILES.items():
        (tmp_path / file).write_text(
            text + "fel: [1]\n" if file == "region.yaml" else text + "nej\n", encoding="utf-8"
        )
    (tmp_path / "pass.csv").unlink()
    (tmp_path / "personer.csv").write_bytes(b"\0")
    (tmp_path / "tjanster.csv").unlink()
    files = [fault.file for fault in read_region(tmp_path).errors]
    assert sorted(set(files)) == sorted(FILES.keys() - {"pass.csv"})
    assert files == sorted(files, key=list(FILES).index)
    unreadable = [
        str(f) for f in read_region(tmp_path).errors if f.file in ("personer.csv", "tjanster.csv")
    ]
    assert unreadable == [
        "personer.csv rad 1: filen innehåller tecken som inte hör till text. Spara den som CSV (UTF-8).",
        "tjanster.csv: filen saknas. Första raden ska ha minst kolumnerna id, namn, specialitet, typ, enhet.",
    ]


def test_a_row_with_a_fault_is_still_known_to_the_others(tmp_path: Path) -> None:
    folder = put(tmp_path, enheter=FILES["enheter.csv"].replace("klinik;", "klinnik;"))
    assert [(fault.file, fault.column) for fault in read_region(folder).faults] == [
        ("enheter.csv", "typ")
    ]


def test_several_faults_of_one_row_are_told_together(tmp_path: Path) -> None:
    folder, line = put_with(tmp_path, "nummer.csv", "vaxel;anna-a;;;08-465 004 01;mobbil;;igår")
    assert [(f[1], f[2]) for f in told(folder)] == [
        (line, "typ"),
        (line, "kontrollerad"),
        (line, "person"),
    ]


def test_very_many_faults_of_a_file_are_not_all_told(tmp_path: Path) -> None:
    folder, _ = put_with(tmp_path, "pass.csv", *["fel"] * 1_000)
    faults = read_region(folder).faults
    assert len(faults) == MOST_FAULTS + 1
    assert str(faults[-1]) == "pass.csv: filen har fler än 500 fel. Rätta de första och läs om."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "enhter.csv",
            "enhter.csv: filen hör inte till en region och läses inte. Menade du enheter.csv?",
        ),
        (
            "bild.png",
            "bild.png: filen hör inte till en region och läses inte. Ta bort den om den inte behövs.",
        ),
    ],
)
def test_a_file_that_does_not_belong_is_a_warning(name: str, sentence: str, tmp_path: Path) -> None:
    (put(tmp_path) / name).write_bytes(b"")
    assert [str(fault) for fault in read_region(tmp_path).warnings] == [sentence]


@pytest.mark.parametrize("name", ["README.md", "readme.txt", ".gitignore", "~$enheter.csv"])
def test_notes_and_hidden_files_are_passed_over(name: str, tmp_path: Path) -> None:
    (put(tmp_path) / name).write_bytes(b"")
    assert read_region(tmp_path).faults == ()


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    reading = read_region(tmp_path / "ingen")
    assert reading.region is None
    assert (
        reading.errors[0].message
        == "Mappen finns inte. Ange en mapp med region.yaml och enheter.csv."
    )
