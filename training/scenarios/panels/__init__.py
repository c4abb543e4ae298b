"""A panel of experts grades the options of a draft, each alone; the key and a pass mark follow."""


def attach_panels() -> None:
    """Add the pages of panels to those of scenarios and of reviews."""
    from . import sealing, views, voting  # noqa: F401
