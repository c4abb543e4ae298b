"""Everything made of issued certificates: the check, the PDF, the credential, batches."""

from flask import Flask


def register(app: Flask) -> None:
    """Have the pages join the blueprint, give the worker its batches and the command line its keys."""
    from ..core.worker import duties
    from . import public  # noqa: F401 - its pages join the blueprint
    from .batches import views as batch_views  # noqa: F401
    from .batches.working import print_waiting
    from .credentials import views as credential_views  # noqa: F401
    from .credentials.commands import group
    from .printing import views as printing_views  # noqa: F401

    duties(app)["certificate_batches"] = print_waiting
    app.cli.add_command(group)
