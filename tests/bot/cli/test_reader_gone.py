"""Whoever reads what a command writes may go (”| head”): it ends quietly, with a status of its own."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("words", [["slack", "manifest"], ["--help"]], ids=" ".join)
def test_a_command_whose_reader_is_gone_ends_quietly(words: list[str]) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            stdout=writes,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writes)
    assert (ended.returncode, ended.stderr.decode()) == (1, "")
