"""Reminders: who is told what by when, in letters that the outbox sends and in a calendar."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach the pages and the command, and have the worker write each day's letters."""
    from ...core.worker import duties
    from . import deciding, feed_views  # noqa: F401 - their pages join the blueprint
    from .commands import reminders
    from .planning import plan_waiting
    from .views import blueprint

    duties(app)["reminders"] = plan_waiting
    app.cli.add_command(reminders)
    app.register_blueprint(blueprint)
