"""The words that coordinators have added in chat, as a part of the picture."""

from directory.kinds import Kind
from directory.names.aliases import Alias
from directory.parts import ById, Part

ALIAS = Kind(Alias)
ALIASES = Part.of("aliases", ALIAS, ById)
