from flask import Flask


def register(app: Flask) -> None:
    """Attach the ledger's commands and duty, and append what each transaction recorded before it commits."""
    from ..core.worker import duties
    from . import service
    from .commands import group
    from .duty import SignNow
    from .views import blueprint

    service.watch_commits()
    app.cli.add_command(group)
    app.register_blueprint(blueprint)
    duties(app)["checkpoints"] = SignNow()
