from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Importing this package is how the child that reads uploads begins; it should not wait for the web.
    from flask import Flask


def register(app: "Flask") -> None:
    """Attach this capability's pages, commands and the worker's duty to the application."""
    from ..core.slots import Slots
    from ..core.worker import duties
    from . import (  # noqa: F401 - pages and commands join theirs
        amending,
        desk,
        reception,
        sifting,
        version_commands,
    )
    from .commands import group
    from .taking_up import take_up
    from .views import blueprint

    app.register_blueprint(blueprint)
    app.cli.add_command(group)
    app.extensions["readers"] = Slots(Path(app.config["SLOTS_FOLDER"]), app.config["READERS"], name="reader")
    duties(app)["codes.intakes"] = take_up
