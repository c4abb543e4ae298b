from flask import Flask


def register(app: Flask) -> None:
    """Attach the commands of the invented office."""
    from .commands import group

    app.cli.add_command(group)
