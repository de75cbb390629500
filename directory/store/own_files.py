"""The files of an SQLite database are for the user that runs konsult, and for nobody else."""

import os
import stat
from contextlib import suppress
from pathlib import Path

_OURS, _FOLDER = 0o600, 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_BESIDE = ("", "-wal", "-shm", "-journal")
_IN_MEMORY = ":memory:"


def keep_to_oneself(database: Path) -> None:
    """Make the file, and its folder if there is none, for this user alone; take from others what
    there is already. Raises OSError.

    SQLite gives the files beside it the same rights. The file is not opened where it is there: to
    close it would take away the locks of this process.
    """
    if str(database) == _IN_MEMORY:
        return
    _make_folder(database.parent)
    with suppress(FileExistsError):
        os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OURS))
    for ending in _BESIDE:
        _take_from_others(database.with_name(database.name + ending))


def _make_folder(folder: Path) -> None:
    """With the folders above it that are missing; one that is there stays as it is."""
    if not folder.is_dir():
        if folder.parent != folder:
            _make_folder(folder.parent)
        folder.mkdir(_FOLDER, exist_ok=True)


def _take_from_others(file: Path) -> None:
    """Nothing happens to what is not there, is no file, or belongs to somebody else."""
    with suppress(FileNotFoundError, PermissionError):
        mode = file.stat().st_mode
        if stat.S_ISREG(mode) and mode & _OTHERS:
            file.chmod(stat.S_IMODE(mode) & ~_OTHERS)
