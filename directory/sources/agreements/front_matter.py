"""Head data as YAML with Swedish keys: before a Markdown text, or in a side file."""

import re
from collections.abc import Iterator
from dataclasses import replace

import yaml

from directory.sources.agreements.head_part import KEY_NAMES, KEYS, HeadPart, Key, read_values
from directory.sources.agreements.prose import prose
from directory.sources.faults import did_you_mean, one_line

LARGEST = 100_000

_FENCED = re.compile(r"\s*---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_NULL = "tag:yaml.org,2002:null"
_BROKEN = "Skriv en uppgift på varje rad, till exempel ”gäller_till: 2027-11-14”."


def split(text: str) -> tuple[str, str]:
    """The front matter, without its fences, and the text after it."""
    match = _FENCED.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def read_head(text: str, where: str) -> HeadPart:
    """The head in YAML; `where` names the place, such as ”sidfilen”. Never raises.

    Every value is read as text and tags are ignored, so that version 1.10 stays 1.10. An unknown
    key that resembles a known one is an error, since its value would be lost.
    """
    if len(text) > LARGEST:
        return HeadPart(wrong=(f"Uppgifterna i {where} är för långa. {_BROKEN}",))
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" (rad {mark.line + 1})" if mark else ""
        return HeadPart(wrong=(f"Uppgifterna i {where} går inte att läsa{line}. {_BROKEN}",))
    if root is None or root.tag == _NULL:
        return HeadPart()
    if not isinstance(root, yaml.MappingNode):
        return HeadPart(wrong=(f"Uppgifterna i {where} har inga nycklar. {_BROKEN}",))
    return _read(root, where)


def _read(root: yaml.MappingNode, where: str) -> HeadPart:
    nodes = [(_scalar(key), value) for key, value in root.value]
    keys = {key.name: key for key in KEYS}
    faults, entries = list[str](), dict[str, tuple[Key, tuple[str, ...]]]()
    unknown = []
    for name, node in nodes:
        if (key := keys.get(name.casefold().replace(" ", "_"))) is None:
            unknown.append(name)
        elif key.name in entries:
            faults.append(f"Nyckeln {key.name} finns två gånger i {where}. Ta bort den ena.")
        elif words := tuple(_words(node)):
            entries[key.name] = (key, words)
    part = read_values(entries.values(), where)
    return replace(part, wrong=(*faults, *part.wrong)).over(_unknown(unknown, where))


def _unknown(names: list[str], where: str) -> HeadPart:
    wrong, doubtful = [], []
    for name in names:
        suggestion = did_you_mean(name, KEY_NAMES)
        message = f"Nyckeln ”{one_line(name)}” i {where} är okänd.{suggestion}"
        if suggestion:
            wrong.append(message)
        else:
            doubtful.append(f"{message} Den läses inte. Här får stå {', '.join(KEY_NAMES)}.")
    return HeadPart({}, tuple(wrong), tuple(doubtful))


def _words(node: yaml.Node) -> Iterator[str]:
    """The texts of a scalar or a list; none where the key is empty."""
    if isinstance(node, yaml.SequenceNode):
        yield from filter(None, map(_scalar, node.value))
    elif isinstance(node, yaml.MappingNode):
        yield "{ … }"
    elif node.tag != _NULL and (text := _scalar(node)):
        yield text


def _scalar(node: yaml.Node) -> str:
    return prose(node.value) if isinstance(node, yaml.ScalarNode) else ""
