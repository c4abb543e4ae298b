"""Adab: from a code of ethics to training, certification and evidence. `flask` finds `create_app` here."""

from pathlib import Path
from typing import Any

from flask import Flask

from training import (
    attempts,
    attestations,
    certifications,
    codes,
    decisions,
    demo,
    ledger,
    modules,
    people,
    reports,
    scenarios,
)
from training.core import config, db, i18n, outbox, web, worker
from training.core.access import refuse_unguarded_routes

CAPABILITIES = (
    people,
    ledger,
    codes,
    modules,
    attestations,
    scenarios,
    attempts,
    certifications,
    reports,
    decisions,
    demo,
)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The application, ready to serve. `overrides` replaces settings, for tests."""
    app = Flask(__name__, instance_path=str(Path(__file__).parent / "instance"))
    app.config.from_mapping(config.settings(Path(app.instance_path)) | (overrides or {}))
    Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    db.init_database(app)
    i18n.init_i18n(app)
    web.init_web(app)
    worker.init_worker(app)
    outbox.init_outbox(app)
    for capability in CAPABILITIES:
        capability.register(app)
    refuse_unguarded_routes(app)
    return app
