"""Head data as YAML with Swedish keys: before a Markdown text, or in a side file."""

import re
from collections.abc import Iterator

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
    found = _FENCED.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def read_head(text: str, where: str) -> HeadPart:
    """The head in YAML; `where` names the place, as ”sidfilen”. Never raises.

    Only plain text is taken: nothing is converted and no tag is obeyed, so that a version 1.10
    stays so. An unknown key near a known one stops the document, since what it says would be lost.
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
    known = {key.name: key for key in KEYS}
    faults, found = list[str](), dict[str, tuple[Key, tuple[str, ...]]]()
    strange = []
    for name, node in nodes:
        if (key := known.get(name.casefold().replace(" ", "_"))) is None:
            strange.append(name)
        elif key.name in found:
            faults.append(f"Nyckeln {key.name} finns två gånger i {where}. Ta bort den ena.")
        elif words := tuple(_words(node)):
            found[key.name] = (key, words)
    part = read_values(found.values(), where)
    return HeadPart(part.values, (*faults, *part.wrong)).over(_strange(strange, where))


def _strange(names: list[str], where: str) -> HeadPart:
    wrong, doubtful = [], []
    for name in names:
        meant = did_you_mean(name, KEY_NAMES)
        told = f"Nyckeln ”{one_line(name)}” i {where} är okänd.{meant}"
        if meant:
            wrong.append(told)
        else:
            doubtful.append(f"{told} Den läses inte. Här får stå {', '.join(KEY_NAMES)}.")
    return HeadPart({}, tuple(wrong), tuple(doubtful))


def _words(node: yaml.Node) -> Iterator[str]:
    """The texts of a scalar or a list; nothing where the key was left empty."""
    if isinstance(node, yaml.SequenceNode):
        yield from filter(None, map(_scalar, node.value))
    elif isinstance(node, yaml.MappingNode):
        yield "{ … }"
    elif node.tag != _NULL and (text := _scalar(node)):
        yield text


def _scalar(node: yaml.Node) -> str:
    return prose(node.value) if isinstance(node, yaml.ScalarNode) else ""
