"""The files of a database are readable by the user that runs konsult, and by nobody else."""

import stat
from pathlib import Path

import pytest

from directory.store.engine import create_engine, writing
from directory.store.migrate import migrate
from directory.store.revisions import move


def _rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def _written(path: Path) -> dict[str, int]:
    """The rights of the files while the database is in use, those beside it too."""
    engine = create_engine(f"sqlite+aiosqlite:///{path}")
    await migrate(engine)
    async with writing(engine) as connection:
        await move(connection, ["region"])
    rights = {file.name: _rights(file) for file in path.parent.iterdir()}
    await engine.dispose()
    return rights


async def test_what_is_made_is_for_oneself(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "konsult.db"
    rights = await _written(path)
    assert rights == {"konsult.db": 0o600, "konsult.db-wal": 0o600, "konsult.db-shm": 0o600}
    assert [_rights(folder) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]


@pytest.mark.parametrize("before", [0o644, 0o664, 0o666])
async def test_what_is_there_is_taken_from_others(tmp_path: Path, before: int) -> None:
    path = tmp_path / "konsult.db"
    path.touch()
    path.chmod(before)
    folder = _rights(tmp_path)
    assert set((await _written(path)).values()) == {0o600}
    assert _rights(tmp_path) == folder


async def test_a_database_that_may_only_be_read_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "konsult.db"
    await _written(path)
    path.chmod(0o440)
    create_engine(f"sqlite+aiosqlite:///{path}")
    assert _rights(path) == 0o400
