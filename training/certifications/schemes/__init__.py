"""Schemes as HR sets them: their terms, whom they are for, and what a change of them does."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach the pages and commands, and assign whoever enters or changes what now asks them."""
    from ...people.changes import on_changed
    from ...people.removal import goes_along
    from ..models import RULE
    from .assigning import assign_people
    from .commands import group
    from .views import blueprint

    on_changed(assign_people)
    goes_along("assignment", source=RULE, by_id=None)
    app.cli.add_command(group)
    app.register_blueprint(blueprint)
