"""The one file that is not ours is what it says it is."""

import hashlib
import re

from bot.platforms.web.pages import STATIC


def test_htmx_is_the_version_that_the_readme_names() -> None:
    readme = (STATIC / "README.md").read_text(encoding="utf-8")
    script = (STATIC / "htmx.min.js").read_bytes()
    version = re.search(r"version (\d+\.\d+\.\d+)", readme)

    assert version is not None
    assert f'version:"{version[1]}"'.encode() in script
    assert hashlib.sha256(script).hexdigest() in readme


def test_its_licence_stands_beside_it() -> None:
    assert "Zero-Clause BSD" in (STATIC / "htmx.LICENSE.txt").read_text(encoding="utf-8")
