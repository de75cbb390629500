"""The same words for another patient: a child, an old person, a pregnant woman."""

from dataclasses import replace

from directory.names.entries import Weight
from directory.names.evidence import Evidence
from directory.names.found import Target
from directory.names.normalise import key
from directory.names.patient import Patient, PatientGroup
from directory.names.words_known import KnownWords

PREGNANT = "gravid"
OF_CHILDREN = "barn-och-ungdomsmedicin"
_FOR_CHILDREN = ("barn-och-", "neonatologi", "skolhalsovard")


class Whom:
    """Adapts evidence to the patient in the phrase."""

    def __init__(self, known: KnownWords) -> None:
        self._known = known
        pregnant = known.vocabulary.entries.get(PREGNANT)
        self._for_pregnant = pregnant.targets if pregnant else ()

    def turned(self, row: Evidence, about: Patient) -> Evidence:
        """The evidence for this patient; the same where the patient makes no difference."""
        groups = ((PatientGroup.CHILD,) if row.child else ()) + about.groups
        for group in dict.fromkeys(groups):
            targets = self._targets(row, group)
            if targets:
                return replace(row, entry=replace(row.entry, targets=targets))
        return row

    def _targets(self, row: Evidence, group: PatientGroup) -> tuple[Target, ...]:
        own = self._known.vocabulary.group_targets(key(row.entry.word), group)
        match group:
            case PatientGroup.CHILD:
                return own or self._of_children(row)
            case PatientGroup.OLD:
                return _joined(own, _of_adults(row)) if own else _of_adults(row)
            case PatientGroup.ADULT:
                return own or _of_adults(row)
            case PatientGroup.PREGNANT:
                condition = row.entry.targets if row.entry.sort is Weight.CONDITION else ()
                return own or (_joined(self._for_pregnant, condition) if condition else ())
            case PatientGroup.MAN | PatientGroup.WOMAN:
                return own

    def _of_children(self, row: Evidence) -> tuple[Target, ...]:
        children = tuple(target for target in row.entry.targets if _for_children(target))
        if children:
            return children
        field = self._known.for_children(key(row.entry.word))
        others = self._of_childrens_doctors(row)
        return _joined(field.entry.targets, others) if field else others

    def _of_childrens_doctors(self, row: Evidence) -> tuple[Target, ...]:
        """To whom a child of each specialty goes; that of a field that was named, and then the
        field itself, where children's doctors in general take its place."""
        others = self._known.vocabulary.for_children
        named = row.entry.sort >= Weight.NAME
        targets: list[Target] = []
        for target in row.entry.targets:
            instead = others.get(target.id, (target,))
            targets += instead
            if named and [one.id for one in instead] == [OF_CHILDREN]:
                targets.append(target)
        return tuple(dict.fromkeys(targets))


def _of_adults(row: Evidence) -> tuple[Target, ...]:
    return tuple(target for target in row.entry.targets if not _for_children(target))


def _for_children(target: Target) -> bool:
    return target.id.startswith(_FOR_CHILDREN)


def _joined(first: tuple[Target, ...], then: tuple[Target, ...]) -> tuple[Target, ...]:
    return tuple(dict.fromkeys((*first, *then)))
