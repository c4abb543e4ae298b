"""What several tests of the record need."""

from pathlib import Path

import pytest
from flask import Flask


@pytest.fixture
def office(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An office whose keys lie in a folder of the test."""
    monkeypatch.setitem(app.config, "KEYS_FOLDER", str(tmp_path / "keys"))
    monkeypatch.setitem(app.config, "CHECKPOINT_MINUTES", 15)
    return app


@pytest.fixture
def keys(office: Flask) -> Path:
    """That folder."""
    return Path(office.config["KEYS_FOLDER"])
