"""How long a sheet of an HR office takes, and how much memory: `python -m tests.bench.people_import [ROWS]`.

Seventy columns, of which a third must not be held; on a database of its own in a temporary folder, or on the
one that DATABASE_URL names, which must be empty.
"""

import csv
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import sqlalchemy as sa
from flask_migrate import upgrade

from app import create_app
from training.core.clock import day_in, now
from training.core.db import db
from training.core.worker import Worker
from training.demo.loading import load
from training.people.importing import queueing, receiving
from training.people.importing.apart import sheet_apart
from training.people.importing.models import PeopleImport
from training.people.importing.options import Options
from training.people.importing.trying import try_out
from training.people.models import Person

HEAD = [
    "No",
    "NIP",
    "NIK",
    "Gelar Depan",
    "Nama",
    "Gelar Belakang",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Agama",
    "Status Kepegawaian",
    "No SK",
    "TMT",
    "TMT CPNS",
    "No SK",
    "TMT",
    "Pangkat/Gol. Ruang",
    "No SK",
    "TMT",
    "Jenis Jabatan",
    "Nama Jabatan",
    "Unit Kerja",
    "Unit Kerja",
    "",
    "",
    "Alamat",
    "No HP",
    "Email",
    "NPWP",
    "No Rekening",
    "Gaji Pokok",
] + [f"Kolom {n}" for n in range(40)]
NAMES = [
    "Sari",
    "Budi",
    "Agus",
    "Dewi",
    "Rina",
    "Joko",
    "Wayan",
    "Putu",
    "Lestari",
    "Tono",
    "Wulandari",
    "Santoso",
    "Pratama",
    "Hidayat",
]


def rows(count: int) -> Iterator[list[str]]:
    """People as a recapitulation lists them."""
    chance = random.Random(1)
    for n in range(count):
        born = date(1966, 1, 1) + timedelta(days=chance.randrange(11_000))
        begun = date(born.year + 24, 1 + n % 12, 1)
        nip = f"{born:%Y%m%d}{begun:%Y%m}{1 + n % 2}{n % 999 + 1:03}"
        name = f"{chance.choice(NAMES)} {chance.choice(NAMES)} {n}"
        yield [
            *(str(n + 1), nip, f"36{chance.randrange(10**14):014}", "", name, "S.Sos.", "Serang"),
            *(f"{born:%d-%m-%Y}", "Islam", "PNS", f"821/{n}", f"{begun:%d-%m-%Y}", f"{begun:%d-%m-%Y}"),
            *(
                f"822/{n}",
                f"{begun:%d-%m-%Y}",
                "Penata Muda Tingkat I, III/b",
                f"823/{n}",
                f"{begun:%d-%m-%Y}",
            ),
            *("Pelaksana", f"Pengadministrasi {n % 7}", f"Seksi {n % 60}", f"Bidang {n % 60 % 12}", "", "x"),
            *("Jl. Mawar 3", f"0812{n:08}", f"p{n}@contoh.id", "12.345.678.9-401.000", f"{n:010}", "3500000"),
            *(f"isi {n}-{k}" for k in range(40)),
        ]


def as_csv(count: int) -> bytes:
    file = StringIO()
    csv.writer(file, delimiter=";").writerows([HEAD, *rows(count)])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(count: int) -> bytes:
    from xlsxwriter import Workbook

    file = BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Rekap")
        for number, row in enumerate([HEAD, *rows(count)]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


@contextmanager
def told(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{what:<34} {time.perf_counter() - begun:8.2f} s   {own:5} MB here {child:5} MB in the reader")


def bring(count: int, data: bytes) -> PeopleImport:
    agus = db.session.scalars(sa.select(Person).where(Person.email == "agus@dinsos.contoh.id")).one()
    db.session.rollback()
    with told("read apart"):
        about, packed = sheet_apart(data)
    with told("keep"):
        row = receiving.keep(agus, about, packed, name="rekap", now=now())
        db.session.commit()
    with told("try out"):
        receiving.match(row, row.meanings, now=now())
        today = day_in("Asia/Jakarta")
        try_out(row, Options(today, create_units=True), today=today)
        db.session.commit()
    print(f"{'':<34} {row.counts}")
    return row


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        app = create_app({"SECRET_KEY": "only-for-a-benchmark" * 2, "SQLALCHEMY_DATABASE_URI": url})
        with app.app_context():
            upgrade()
            load(now())
            sheet, book = as_csv(count), as_xlsx(count)
            print(f"{count} rows, {len(HEAD)} columns, {url.partition(':')[0]}")
            with told(f"XLSX of {len(book) // 1024} KiB"):
                sheet_apart(book)
            row = bring(count, sheet)
            queueing.confirm(row, row.stamp, by=None, now=now())
            db.session.commit()
            with told("write"):
                queueing.take_up(Worker(app))
            again = bring(count, sheet)
            db.session.refresh(again)
            row = db.session.get_one(PeopleImport, row.id, populate_existing=True)
            queueing.ask_back(row, by=None, now=now())
            db.session.commit()
            with told("take back"):
                queueing.take_up(Worker(app))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
