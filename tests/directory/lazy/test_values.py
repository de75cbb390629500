"""A dataclass whose methods are written when they are first used is the standard library's in all else."""

import copy
import dataclasses
import pickle
import threading
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any, ClassVar, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.lazy import values

T = TypeVar("T")
Make = Callable[..., Any]
FROZEN = {"frozen": True, "slots": True}


def _plain(made: Make) -> type:
    @made(**FROZEN)
    class Shape:
        """Plain."""

        a: int
        b: str = "b"
        c: tuple[int, ...] = ()

    return Shape


def _by_name(made: Make) -> type:
    @made(**FROZEN, kw_only=True)
    class Shape:
        a: int
        b: list[int] = dataclasses.field(default_factory=list)
        c: int = dataclasses.field(default=3, compare=False, repr=False)

    return Shape


def _some_by_name(made: Make) -> type:
    @made(**FROZEN)
    class Shape:
        a: int
        b: int = dataclasses.field(default=2, kw_only=True, hash=False)
        c: dict[str, int] = dataclasses.field(default_factory=dict, hash=False)
        shared: ClassVar[int] = 7

    return Shape


def _works_one_out(made: Make) -> type:
    @made(**FROZEN)
    class Shape:
        a: int
        b: int = dataclasses.field(init=False)
        c: int = dataclasses.field(init=False, default=9)

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("negative")
            object.__setattr__(self, "b", self.a * 2)

    return Shape


def _one_field(made: Make) -> type:
    @made(**FROZEN)
    class Shape:
        a: object

    return Shape


def _no_field(made: Make) -> type:
    @made(**FROZEN)
    class Shape:
        pass

    return Shape


def _itself_only(made: Make) -> type:
    @made(**FROZEN, eq=False)
    class Shape:
        a: int

    return Shape


def _says_itself(made: Make) -> type:
    @made(**FROZEN)
    class Shape:
        a: int
        b: int = 0

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.a == other.a

        def __repr__(self) -> str:
            return "itself"

    return Shape


def _has_its_own_hash(made: Make) -> type:
    @made(**FROZEN)
    class Shape:
        a: int

        def __hash__(self) -> int:
            return 42

    return Shape


def _below_another(made: Make) -> type:
    @made(**FROZEN)
    class Above(Generic[T]):
        a: T
        b: int = 1

    @made(**FROZEN)
    class Shape(Above[int]):
        c: int = 2

    return Shape


def _not_frozen(made: Make) -> type:
    @made(slots=True)
    class Shape:
        a: int
        b: int = 0

    return Shape


def _in_order(made: Make) -> type:
    @made(**FROZEN, order=True)
    class Shape:
        a: int
        b: int = 0

    return Shape


SHAPES = [
    *(_plain, _by_name, _some_by_name, _works_one_out, _one_field, _no_field, _itself_only),
    *(_says_itself, _has_its_own_hash, _below_another, _not_frozen, _in_order),
]
shapes = pytest.mark.parametrize("shape", SHAPES)
ARGUMENTS: list[tuple[tuple[int, ...], dict[str, int]]] = [
    *(((), {}), ((1,), {}), ((-1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((1, 2, 3, 4), {})),
    *(((), {"a": 1}), ((), {"a": 2, "b": 3}), ((1,), {"a": 1}), ((), {"unknown": 1})),
    *(((1,), {"c": 4}), ((), {"a": 1, "c": 5}), ((), {"b": 1})),
]


def _both(shape: Callable[[Make], type]) -> tuple[type, type]:
    return shape(values.dataclass), shape(dataclasses.dataclass)  # noqa: TID251  # what it is compared with


def _said(what: Callable[[], object]) -> object:
    """What comes of it, or how it is refused."""
    try:
        return what()
    except Exception as error:
        return type(error), str(error)


def _made(cls: type) -> list[object]:
    """One for each set of arguments, or how it is refused."""
    return [_said(partial(cls, *given_, **named)) for given_, named in ARGUMENTS]


def _some(cls: type) -> list[Any]:
    return [one for one in _made(cls) if isinstance(one, cls)]


@shapes
def test_it_is_made_and_refused_alike(shape: Callable[[Make], type]) -> None:
    ours, theirs = _both(shape)
    found = [
        [
            one if isinstance(one, tuple) else [getattr(one, name) for name in _names(cls)]
            for one in _made(cls)
        ]
        for cls in (ours, theirs)
    ]
    assert found[0] == found[1]


@shapes
def test_it_looks_alike(shape: Callable[[Make], type]) -> None:
    ours, theirs = _both(shape)
    assert (ours.__name__, ours.__qualname__) == (theirs.__name__, theirs.__qualname__)
    assert _names(ours) == _names(theirs)
    assert ours.__match_args__ == theirs.__match_args__  # type: ignore[attr-defined]  # of any dataclass
    assert [repr(one) for one in _some(ours)] == [repr(one) for one in _some(theirs)]


def _names(cls: type) -> list[str]:
    return [field.name for field in dataclasses.fields(cls)]


@shapes
def test_it_is_compared_and_hashed_alike(shape: Callable[[Make], type]) -> None:
    ours, theirs = map(_some, _both(shape))
    for one, other in product(range(len(ours)), repeat=2):
        assert (ours[one] == ours[other]) == (theirs[one] == theirs[other])
    for one, other in zip(ours, theirs, strict=True):
        assert one != other
        assert one.__eq__(1) == other.__eq__(1)
        if shape is not _itself_only:
            assert _said(partial(hash, one)) == _said(partial(hash, other))


@shapes
def test_nothing_of_it_is_changed(shape: Callable[[Make], type]) -> None:
    ours, theirs = _both(shape)
    for one, other in zip(_some(ours), _some(theirs), strict=True):
        for name in _names(ours):
            assert _said(partial(setattr, one, name, 5)) == _said(partial(setattr, other, name, 5))
            assert _said(partial(delattr, one, name)) == _said(partial(delattr, other, name))
        with pytest.raises((AttributeError, TypeError)):  # the standard library's own stumbles here
            one.unknown = 5


def test_what_a_class_below_adds_may_be_changed() -> None:
    class Below(_plain(values.dataclass)):  # type: ignore[misc]  # made in a function
        more = 0

    one = Below(1)
    one.more = 2
    assert one.more == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.a = 2


@given(st.integers(), st.text(), st.tuples(st.integers(), st.integers()))
def test_it_is_replaced_and_taken_apart_as_any(a: int, b: str, c: tuple[int, ...]) -> None:
    ours, theirs = _both(_plain)
    one, other = ours(a, b, c=c), theirs(a, b, c=c)
    assert dataclasses.asdict(one) == dataclasses.asdict(other)
    assert dataclasses.replace(one, a=a + 1) == ours(a + 1, b, c)
    assert hash(one) == hash(other)
    match one:
        case object(a=first):
            assert first == a


@values.dataclass(frozen=True, slots=True)
class Sent:
    """At the top, as what goes from process to process is."""

    a: int
    b: tuple[str, ...] = ()


def test_it_goes_to_another_process_and_is_copied() -> None:
    one = Sent(1, ("å",))
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(one, protocol)) == one
    assert copy.copy(one) == one
    assert copy.deepcopy(one) == one


def _adds(cls: type, made: list[object]) -> None:
    made.append(cls(1))


def test_two_threads_may_make_the_first_one() -> None:
    for _ in range(20):
        cls = _plain(values.dataclass)
        made: list[object] = []
        threads = [threading.Thread(target=_adds, args=(cls, made)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [cls(1)] * 8


def test_nothing_is_compiled_before_the_first_is_made() -> None:
    cls: Any = _plain(values.dataclass)
    before = cls.__init__.__code__.co_filename
    assert cls(1) == cls(1, "b")
    assert (before, cls.__init__.__code__.co_filename) == (values.__file__, "<string>")
