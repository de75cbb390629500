"""A region as files, small enough to know by heart: one hospital, one health centre, two services."""

from collections.abc import Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "region.yaml": """namn: Region Exempel
huvudingång: medicin
växel: vaxel
reservrutin: { text: Ring medicinbakjouren, nummer: 08-465 004 20 }
ledningsnivå: { text: Chefsläkare i beredskap, nummer: 08-465 004 21 }
demo_personer: [anna-a]
""",
    "enheter.csv": """id;namn;typ;kommun;sjukhus;tidigare_namn;hsa_id
lasarettet;Granviks lasarett;sjukhus;Granvik;;;
vaxel;Växeln;växel;Granvik;lasarettet;;
kliniken;Medicinkliniken;klinik;Granvik;lasarettet;;
bjorken;Björkens hälsocentral;hälsocentral;Åsbo;;Norra hälsocentralen|Vårdcentralen Åsbo;SE2321000016-1A2B
""",
    "personer.csv": """id;namn;initialer;epost;hsa_id;enhet;uppdrag;visa_nummer
anna-a;Anna Asp;AA;anna.asp@exempel.se;SE2321000016-1A2C;kliniken;;ja
bo-b;Bo Björn;BB;;;kliniken;;nej
ivar-i;Ivar Is;II;;;bjorken;MLA;nej
""",
    "tjanster.csv": """id;namn;specialitet;typ;enhet;kommuner;tider
medicin;Medicinjouren;Internmedicin;jour;kliniken;Granvik|Åsbo;
eko;Ekokardiografi;kardiologi;fasta tider;kliniken;;tis 13–15
""",
    "nummer.csv": """enhet;person;tjänst;roll;nummer;typ;etikett;kontrollerad
vaxel;;;;08-465 004 00;växel;;2026-10-01
bjorken;;;;0980-319 200;;Reception;2026-10-01
;anna-a;;;070-174 06 05;;;2026-10-01
;;medicin;primärjour;08-465 004 10;;Jourtelefon;2026-10-01
;;medicin;bakjour;08-465 004 11;;;2026-10-01
;;eko;konsultläkare;08-465 004 12;;;2026-10-01
""",
    "kedjor.csv": """tjänst;tid;steg;typ;roll;text;nummer
eko;dagtid;1;roll;konsultläkare;;
eko;dagtid;2;växel;;Be om ekolab;
""",
    "turlistor.csv": """tjänst;roll;dagar;från;till;personer;start
medicin;bakjour;mån–tor;16:00;07:30;anna-a|-|bo-b;2026-01-05
medicin;bakjour;fre;16:00;07:30;bo-b;2026-01-05
""",
    "pass.csv": """tjänst;roll;person;från;till
medicin;primärjour;bo-b;2026-11-24 16:00;2026-11-25 07:30
medicin;primärjour;-;2026-11-25 16:00;2026-11-26 07:30
""",
    "ord.csv": """ord;betyder
HIA;Kardiologi
ekolab;eko
""",
    "kalender.csv": """datum;typ;dagtid;namn
2026-12-23;klämdag;nej;Dagen före julafton
""",
}


def put(folder: Path, **texts: str) -> Path:
    """The example in the folder, with other files in the place of its own: `nummer="…"`."""
    files = {**FILES, **{_name(stem): text for stem, text in texts.items()}}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def put_with(folder: Path, file: str, *rows: str) -> tuple[Path, int]:
    """The example with more rows last in one file, and the line of the first of them."""
    put(folder)
    text = FILES[file] + "\n".join(rows)
    (folder / file).write_text(text, encoding="utf-8")
    return folder, FILES[file].count("\n") + 1


def _name(stem: str) -> str:
    return f"{stem}.yaml" if stem == "region" else f"{stem}.csv"
