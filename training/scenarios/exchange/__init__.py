def attach() -> None:
    """Add the pages and commands for files of questions to those of scenarios."""
    from . import commands, views  # noqa: F401
