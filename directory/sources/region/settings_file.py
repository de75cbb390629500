"""region.yaml: settings of the whole region."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

import yaml

from directory.catalogue.lengths import MOST_VALUES, Longest, length_fault
from directory.catalogue.phones import Phone
from directory.lazy.values import dataclass
from directory.region import MOST_EMPTIED, RegionSettings
from directory.sources.cells import NAME, NUMBER, REFERENCE, TEXT, several
from directory.sources.faults import Fault, Severity, did_you_mean
from directory.sources.region.chains_file import LONE_NUMBER
from directory.sources.table_format import ColumnFormat
from directory.sources.text_file import UnreadableError, clean, is_printable, read_text

SETTINGS_FILE = "region.yaml"
REQUIRED = ("namn", "huvudingång", "växel", "reservrutin", "ledningsnivå")
KEYS = (*REQUIRED, "nödnummer", "giftinformation", "adress_får_tömma", "demo_personer")
CONTACT_KEYS = ("text", "nummer")
SETTINGS = (
    ColumnFormat("namn", "name", NAME),
    ColumnFormat("huvudingång", "default_entry", REFERENCE),
    ColumnFormat("växel", "switchboard", REFERENCE),
    ColumnFormat("reservrutin", "fallback_text", TEXT),
    ColumnFormat("reservrutinens nummer", "fallback_phone", LONE_NUMBER),
    ColumnFormat("ledningsnivå", "management_text", TEXT),
    ColumnFormat("ledningsnivåns nummer", "management_phone", LONE_NUMBER),
    ColumnFormat("nödnummer", "emergency_phone", LONE_NUMBER),
    ColumnFormat("giftinformation", "poison_phone", LONE_NUMBER),
    ColumnFormat("adress_får_tömma", "most_emptied", NUMBER),
    ColumnFormat("demo_personer", "demo_people", several(REFERENCE)),
)

_LARGEST = 100_000
_MOST = {"namn": Longest.NAME, "text": Longest.TEXT}
_NULL = "tag:yaml.org,2002:null"
_EXAMPLE = {
    "namn": "namn: Region Exempel",
    "huvudingång": "huvudingång: medicin-norra",
    "växel": "växel: vaxel-norra",
    "reservrutin": "reservrutin: { text: Ring medicinbakjouren, nummer: 08-465 004 20 }",
    "ledningsnivå": "ledningsnivå: { text: Chefsläkare i beredskap, nummer: 08-465 004 21 }",
    "nödnummer": "nödnummer: 112",
    "giftinformation": "giftinformation: 010-456 67 00",
    "adress_får_tömma": "adress_får_tömma: 10",
    "demo_personer": "demo_personer: [anna-a]",
    "text": "text: Ring medicinbakjouren",
    "nummer": "nummer: 08-465 004 20",
}


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """The contents of region.yaml; `lines` has the line of each key."""

    value: RegionSettings | None = None
    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    def fault(
        self, key: str, value: str, message: str, severity: Severity = Severity.ERROR
    ) -> Fault:
        """A fault of a key, at its line."""
        return Fault(SETTINGS_FILE, self.lines.get(key, 0), key, value, message, severity)


class _Faults(list[Fault]):
    """Collects faults at their nodes."""

    def at(self, node: yaml.Node | None, key: str, message: str) -> None:
        value = clean(node.value) if isinstance(node, yaml.ScalarNode) else ""
        self.append(Fault(SETTINGS_FILE, _line(node), key, value, message))


def read_settings(folder: Path) -> SettingsSheet:
    """The settings in the folder, with every fault in them. Never raises.

    Every value is read as text and tags are ignored, so that a number keeps its leading zero.
    """
    try:
        text = read_text(folder / SETTINGS_FILE, _LARGEST)
        if text is None:
            return _broken(f"Filen saknas. Den ska ha minst {', '.join(REQUIRED)}.")
        return _settings(yaml.compose(text, Loader=yaml.SafeLoader))
    except UnreadableError as error:
        return _broken(str(error), error.line)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        return _broken("Det går inte att läsa. Skriv varje rad som ”namn: Region Exempel”.", line)


def _broken(message: str, line: int = 0) -> SettingsSheet:
    return SettingsSheet(faults=(Fault(SETTINGS_FILE, line, "", "", message),))


def _settings(root: yaml.Node | None) -> SettingsSheet:
    wrong = _Faults()
    nodes = _mapping(root, "", KEYS, REQUIRED, wrong)
    texts = {key: _text(nodes.get(key), key, wrong) for key in KEYS[:3]}
    fallback_text, fallback_phone = _contact(nodes.get("reservrutin"), "reservrutin", wrong)
    management_text, management_phone = _contact(nodes.get("ledningsnivå"), "ledningsnivå", wrong)
    value = RegionSettings(
        name=texts["namn"],
        default_entry=texts["huvudingång"],
        switchboard=texts["växel"],
        fallback_text=fallback_text,
        fallback_phone=fallback_phone,
        management_text=management_text,
        management_phone=management_phone,
        emergency_phone=_number(nodes.get("nödnummer"), "nödnummer", wrong),
        poison_phone=_number(nodes.get("giftinformation"), "giftinformation", wrong),
        most_emptied=_percent(nodes.get("adress_får_tömma"), "adress_får_tömma", wrong),
        demo_people=tuple(_texts(nodes.get("demo_personer"), "demo_personer", wrong)),
    )
    lines = {key: _line(node) for key, node in nodes.items()}
    return SettingsSheet(None if wrong else value, tuple(wrong), lines)


def _mapping(
    node: yaml.Node | None,
    within: str,
    keys: tuple[str, ...],
    required: tuple[str, ...],
    wrong: _Faults,
) -> dict[str, yaml.Node]:
    """The known keys of a mapping; unknown, missing and repeated keys are faults."""
    if not isinstance(node, yaml.MappingNode):
        examples = "; ".join(_EXAMPLE[key] for key in required)
        wrong.at(node, within, f"Här ska stå {', '.join(required)}. Skriv till exempel {examples}.")
        return {}
    nodes: dict[str, yaml.Node] = {}
    for key_node, value_node in node.value:
        key = clean(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        if key in nodes:
            wrong.at(key_node, key, "Nyckeln finns två gånger. Ta bort den ena.")
        elif key not in keys:
            suggestion = did_you_mean(key, keys)
            wrong.at(
                key_node, within, f"Nyckeln är okänd.{suggestion} Här får stå {', '.join(keys)}."
            )
        else:
            nodes[key] = value_node
    for key in required:
        if key not in nodes:
            wrong.at(node, key, f"Nyckeln saknas. Skriv till exempel {_EXAMPLE[key]}")
    return nodes


def _text(node: yaml.Node | None, key: str, wrong: _Faults) -> str:
    if node is None:
        return ""
    scalar = isinstance(node, yaml.ScalarNode) and not _is_empty(node)
    text = clean(node.value) if scalar else ""
    if not text or not is_printable(text):
        wrong.at(node, key, f"Här ska stå en text. Skriv till exempel {_EXAMPLE[key]}")
    if fault := length_fault(text, _MOST.get(key, Longest.LINE)):
        wrong.at(node, key, fault)
    return text


def _texts(node: yaml.Node | None, key: str, wrong: _Faults) -> Iterator[str]:
    if node is None or _is_empty(node):
        return
    if not isinstance(node, yaml.SequenceNode):
        wrong.at(node, key, f"Här ska stå en lista. Skriv till exempel {_EXAMPLE[key]}")
        return
    if len(node.value) > MOST_VALUES:
        wrong.at(node, key, f"Här står {len(node.value)} värden. Skriv högst {MOST_VALUES}.")
        return
    yield from filter(None, [_text(item, key, wrong) for item in node.value])


def _contact(node: yaml.Node | None, key: str, wrong: _Faults) -> tuple[str, Phone | None]:
    if node is None:
        return "", None
    nodes = _mapping(node, key, CONTACT_KEYS, CONTACT_KEYS[:1], wrong)
    text = _text(nodes.get("text"), "text", wrong)
    return text, _number(nodes.get("nummer"), "nummer", wrong)


def _number(node: yaml.Node | None, key: str, wrong: _Faults) -> Phone | None:
    if _is_empty(node):
        return None
    try:
        return LONE_NUMBER.read(_text(node, key, wrong))
    except ValueError as error:
        wrong.at(node, key, str(error))
        return None


def _percent(node: yaml.Node | None, key: str, wrong: _Faults) -> int:
    if _is_empty(node):
        return MOST_EMPTIED
    text = _text(node, key, wrong)
    if text.isdecimal() and int(text) <= 100:
        return int(text)
    wrong.at(node, key, f"Här ska stå procent, 0 till 100. Skriv till exempel {_EXAMPLE[key]}")
    return MOST_EMPTIED


def _is_empty(node: yaml.Node | None) -> bool:
    return node is None or node.tag == _NULL


def _line(node: yaml.Node | None) -> int:
    return node.start_mark.line + 1 if node is not None else 0


def format_settings(settings: RegionSettings) -> bytes:
    """The settings as a file: UTF-8, keys in the order of docs/region-files.md."""
    content: dict[str, object] = {
        "namn": settings.name,
        "huvudingång": settings.default_entry,
        "växel": settings.switchboard,
        "reservrutin": _contact_values(settings.fallback_text, settings.fallback_phone),
        "ledningsnivå": _contact_values(settings.management_text, settings.management_phone),
    }
    content |= {
        key: phone.text()
        for key, phone in (
            ("nödnummer", settings.emergency_phone),
            ("giftinformation", settings.poison_phone),
        )
        if phone
    }
    if settings.most_emptied != MOST_EMPTIED:
        content["adress_får_tömma"] = settings.most_emptied
    if settings.demo_people:
        content["demo_personer"] = list(settings.demo_people)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100).encode()


def _contact_values(text: str, phone: Phone | None) -> dict[str, str]:
    return {"text": text, **({"nummer": phone.text()} if phone else {})}
