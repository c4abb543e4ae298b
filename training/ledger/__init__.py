from flask import Flask


def register(app: Flask) -> None:
    """Attach the ledger's commands, and append what each transaction recorded before it commits."""
    from . import service
    from .commands import group

    service.watch_commits()
    app.cli.add_command(group)
