"""The region's own synonyms for the search, in a file that a setting names."""

from collections.abc import Sequence
from pathlib import Path

from bot.settings import Common, SettingsError
from directory.agreements.synonyms import SynonymGroup, read_groups


def own_synonyms(settings: Common) -> Sequence[SynonymGroup]:
    """Empty if no file is set; SettingsError if the file cannot be read."""
    if not settings.synonyms_file:
        return ()
    try:
        return read_groups(Path(settings.synonyms_file).read_text("utf-8"))
    except OSError as fault:
        says = f"{settings.synonyms_file} går inte att läsa ({fault.strerror})."
        raise SettingsError(f"KONSULT_SYNONYMS_FILE: {says}") from fault
    except ValueError as fault:
        raise SettingsError(f"KONSULT_SYNONYMS_FILE: {fault}") from fault
