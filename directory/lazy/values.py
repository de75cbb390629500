"""Dataclasses whose methods are written when they are first used (adr/0043).

The standard library writes six methods of a frozen dataclass as source text and compiles each when
the class is made: that was a quarter of konsult's start, for classes of which most starts use less
than half. Here the class is the standard library's in all else – fields, slots, `replace`,
`fields`, `asdict`, what a type checker sees –, `__init__` is compiled by the first that makes one,
and the others are functions that all classes share.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_MISSING = dataclasses.MISSING
_ABSENT = object()

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, **how):
        """`dataclasses.dataclass`, with the same arguments.

        Other shapes than `frozen=True, slots=True` without `order` are the standard library's own.
        """
        if not (how.get("frozen") and how.get("slots")) or how.keys() - _SHAPES:
            made = dataclasses.dataclass(**how)
        else:
            made = _frozen(eq=how.get("eq", True), kw_only=how.get("kw_only", False))
        return made if cls is None else made(cls)


_SHAPES = {"frozen", "slots", "eq", "kw_only"}


def _frozen(*, eq: bool, kw_only: bool) -> Callable[[type], type]:
    def made(cls: type) -> type:
        own = _written(cls)
        if cls.__doc__ is None:
            cls.__doc__ = cls.__name__  # or the standard library works out a signature for it
        bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
        new: type = bare(cls)
        methods = {**_told(new), **_kept(new), **(_compared(new) if eq else {})}
        for name, method in methods.items():
            if name not in own:
                method.__name__, method.__qualname__ = name, f"{new.__qualname__}.{name}"
                setattr(new, name, method)
        return new

    return made


def _written(cls: type) -> set[str]:
    """What the class says itself. One with an `__eq__` has a hash of None unsaid."""
    own = set(cls.__dict__)
    return own - {"__hash__"} if cls.__dict__.get("__hash__") is None else own


# -- making one ---------------------------------------------------------------------------------


def _told(cls: type) -> dict[str, Any]:
    """`__init__`, compiled by the first call, and `__repr__`."""

    def init(self: Any, /, *given: Any, **named: Any) -> None:
        compiled = _compiled_init(cls)
        cls.__init__ = compiled  # type: ignore[misc]  # from now on there is no way round
        compiled(self, *given, **named)

    shown = [field.name for field in dataclasses.fields(cls) if field.repr]

    @recursive_repr("...")
    def told(self: Any) -> str:
        words = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({words})"

    return {"__init__": init, "__repr__": told}


def _compiled_init(cls: type) -> Callable[..., None]:
    """As the standard library has it: each field is set past the guard of frozen ones."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_ABSENT": _ABSENT}
    plain: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for field in dataclasses.fields(cls):
        value = _value(field, known)
        if value is not None:
            body.append(f"_set(self, {field.name!r}, {value})")
        if field.init:
            (named if field.kw_only else plain).append(_parameter(field, known))
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join(["self", *plain, *(["*", *named] if named else [])])
    text = f"def __init__({parameters}):\n " + "\n ".join(body or ["pass"])
    exec(text, known)
    compiled: Callable[..., None] = known["__init__"]
    compiled.__qualname__ = f"{cls.__qualname__}.__init__"
    return compiled


def _parameter(field: dataclasses.Field[Any], known: dict[str, Any]) -> str:
    if field.default is not _MISSING:
        known[f"_default_{field.name}"] = field.default
        return f"{field.name}=_default_{field.name}"
    return f"{field.name}=_ABSENT" if field.default_factory is not _MISSING else field.name


def _value(field: dataclasses.Field[Any], known: dict[str, Any]) -> str | None:
    """What the field is set to; None for one that `__post_init__` sets."""
    if field.default_factory is not _MISSING:
        made = f"_make_{field.name}"
        known[made] = field.default_factory
        given = f" if {field.name} is _ABSENT else {field.name}" if field.init else ""
        return f"{made}(){given}"
    if field.init:
        return field.name
    if field.default is not _MISSING:
        known[f"_default_{field.name}"] = field.default
        return f"_default_{field.name}"
    return None


# -- what all of them share ---------------------------------------------------------------------


def _kept(cls: Any) -> dict[str, Any]:
    """Nothing is changed after it was made, but by whoever copies or unpickles it."""
    names = [field.name for field in dataclasses.fields(cls)]
    known = frozenset(names)

    def assigned(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in known:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def deleted(self: Any, name: str) -> None:
        if type(self) is cls or name in known:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    def getstate(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def setstate(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {
        "__setattr__": assigned,
        "__delattr__": deleted,
        "__getstate__": getstate,
        "__setstate__": setstate,
    }


def _compared(cls: type) -> dict[str, Any]:
    """Equal are two of one class with the same in every field that is compared."""
    fields = [field for field in dataclasses.fields(cls) if field.compare]
    key = _key([field.name for field in fields])
    hash_key = _key([field.name for field in fields if field.hash is not False])

    def eq(self: Any, other: object) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(hash_key(self))

    return {"__eq__": eq, "__hash__": hashed}


def _key(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    match names:
        case []:
            return lambda _: ()
        case [name]:
            return lambda one: (getattr(one, name),)
        case _:
            return attrgetter(*names)
