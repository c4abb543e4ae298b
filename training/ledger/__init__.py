from flask import Flask


def register(app: Flask) -> None:
    """Attach the ledger's commands and duty, and append what each transaction recorded before it commits."""
    from ..core.worker import duties
    from ..people.changes import on_role_changed
    from . import service
    from .alarms import open_alarm
    from .commands import group
    from .duty import SignNow
    from .views import blueprint

    service.watch_commits()
    on_role_changed(service.record_role)
    app.cli.add_command(group)
    # Pages of people, which know nothing of the record, ask for it in one line.
    app.jinja_env.globals["ledger_alarm"] = open_alarm
    app.register_blueprint(blueprint)
    duties(app)["checkpoints"] = SignNow()
