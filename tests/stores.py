"""The stores that tests are given: the fake, or the real one on a database."""

from directory.store.memory import MemoryStore
from directory.store.store import SqlStore

AnyStore = MemoryStore | SqlStore
