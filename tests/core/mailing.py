"""`flask worker` as a process of its own that does nothing but send letters.

Run as `python -m tests.core.mailing DATABASE WAY [--once]`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start_worker(database: str, way: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """The worker of another process on the same database."""
    return subprocess.Popen([sys.executable, "-m", "tests.core.mailing", database, way, *arguments], cwd=ROOT)


def main(database: str, way: str, *arguments: str) -> None:
    from app import create_app
    from training.core.outbox.ways import read_way
    from training.core.worker import duties, worker_command

    settings = {"SECRET_KEY": "only-for-tests", "SQLALCHEMY_DATABASE_URI": database}
    app = create_app(settings | {"MAIL": read_way(way, production=False)})
    for name in set(duties(app)) - {"letters"}:
        del duties(app)[name]
    with app.app_context():
        worker_command.main(list(arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
