"""Vendored files are the published ones: README.md names each with version and hash, and the hash holds."""

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<source>[^|]+) \| `(?P<hash>[0-9a-f]{64})` \|", re.MULTILINE)
ROWS = [found.groupdict() for found in ROW.finditer((VENDOR / "README.md").read_text())]


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_the_file_has_the_hash_that_is_written_down(row):
    assert hashlib.sha256((VENDOR / row["name"]).read_bytes()).hexdigest() == row["hash"]


def test_every_vendored_file_is_written_down():
    kept = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.suffix not in {".br", ".gz"} and path.name != "README.md"
    }
    assert kept | {"../icons.svg"} == {row["name"] for row in ROWS}


def test_every_source_names_its_version():
    assert all(re.search(r"\d+\.\d+\.\d+", row["source"]) for row in ROWS)
