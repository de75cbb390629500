"""The machine's chance, which a seed decides: ids, holders, waits."""

import random
import secrets


def decided_by(seed: int) -> None:
    """From now on this process draws what the seed says."""
    random.seed(seed)
    secrets._sysrand = random.Random(f"ids {seed}")  # type: ignore[attr-defined]  # all its tokens
