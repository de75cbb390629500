"""Where this repository begins; tests may be moved without counting folders anew."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "demo"
DOCS = ROOT / "docs"
