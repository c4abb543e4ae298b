"""`flask codes read` and `flask codes import`."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from training.codes.models import Code, CodeVersion
from training.core.db import db
from training.modules.models import Module
from training.people.models import Agency

from .office import LOST, TEXT, open_office
from .papers import pdf_of_text, word_of_text

ADDED = ("--code", "kode-baru", "--agency", "dinas-uji")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "naskah.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["codes", *words])


def codes(app: Flask) -> list[str]:
    with app.app_context():
        return list(
            db.session.scalars(
                sa.select(Code.slug).join(Agency).where(Agency.slug == "dinas-uji").order_by(Code.id)
            )
        )


def test_read_prints_json_and_keeps_nothing(app: Flask, text: Path) -> None:
    said = run(app, "read", str(text), "--json")
    assert said.exit_code == 0
    document = json.loads(said.output)
    assert [section["label"] for section in document["sections"]] == ["A", "B"]
    assert document["sections"][1]["clauses"][0]["address"] == "B.wajib.1"


def test_read_prints_an_outline_for_people(app: Flask, text: Path) -> None:
    said = run(app, "read", str(text)).output
    assert "B.dilarang.2" in said and "6 butir, 0 temuan" in said


@pytest.mark.parametrize("command", [("read",), ("import", *ADDED)])
def test_a_file_that_is_not_there_is_named(app: Flask, tmp_path: Path, command: tuple[str, ...]) -> None:
    open_office(app)
    for missing in (tmp_path / "tidak-ada.txt", tmp_path):
        said = run(app, *command, str(missing))
        assert said.exit_code == 1 and str(missing) in said.output and "Traceback" not in said.output


def test_a_file_in_another_encoding_is_read_and_that_is_said(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "ansi.txt"
    file.write_bytes(TEXT.encode("cp1252") + b"3. Bersikap \x93jujur\x94;")
    said = run(app, "read", str(file))
    assert said.exit_code == 0 and "“jujur”" in said.output and "dibaca sebagai cp1252" in said.output


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_word_and_pdf_are_read_as_the_text_in_them(app: Flask, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"naskah.{kind}"
    file.write_bytes({"docx": word_of_text, "pdf": pdf_of_text}[kind](TEXT))
    assert "6 butir, 0 temuan" in run(app, "read", str(file)).output


def test_what_cannot_be_read_is_said_and_nothing_is_kept(app: Flask, tmp_path: Path) -> None:
    open_office(app)
    file = tmp_path / "pindaian.pdf"
    file.write_bytes(pdf_of_text(TEXT)[:900])
    said = run(app, "import", str(file), *ADDED)
    assert said.exit_code == 1 and "PDF ini terpotong" in said.output and "Traceback" not in said.output
    assert codes(app) == ["dinas-uji-2025"]


def test_import_keeps_a_draft_and_publish_puts_it_in_force_with_its_modules(app: Flask, text: Path) -> None:
    open_office(app)
    assert "versi 1 (draft): 6 butir" in run(app, "import", str(text), *ADDED).output
    said = run(app, "import", str(text), *ADDED, "--publish")
    assert said.exit_code == 0 and "versi 1 (in_force)" in said.output
    with app.app_context():
        version = db.session.scalars(sa.select(CodeVersion).join(Code).where(Code.slug == "kode-baru")).one()
        assert db.session.scalar(sa.select(sa.func.count()).where(Module.version_id == version.id)) == 3


def test_import_takes_the_decree_from_the_command_line(app: Flask, text: Path) -> None:
    open_office(app)
    run(
        app,
        "import",
        str(text),
        *ADDED,
        "--decree",
        "Keputusan Nomor 9",
        "--date",
        "2026-01-02",
        "--title",
        "Judul",
    )
    with app.app_context():
        version = db.session.scalars(sa.select(CodeVersion).join(Code).where(Code.slug == "kode-baru")).one()
        assert (version.title, version.decree, str(version.decree_date)) == (
            "Judul",
            "Keputusan Nomor 9",
            "2026-01-02",
        )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--code", "kode-baru", "--agency", "entah"), "Instansi entah tidak dikenal"),
        (("--code", "Kode Baru", "--agency", "dinas-uji"), "huruf kecil"),
        (("--code", "dinas-uji-2025", "--agency", "dinas-lain"), "sudah dipakai instansi lain"),
        (("--code", "kode-baru"), "Sebutkan --agency"),
    ],
)
def test_what_cannot_be_imported_is_said_and_nothing_is_kept(
    app: Flask, text: Path, words: tuple[str, ...], message: str
) -> None:
    open_office(app)
    open_office(app, slug="dinas-lain-2025", key="lain")
    said = run(app, "import", str(text), *words)
    assert said.exit_code == 1 and message in said.output
    assert codes(app) == ["dinas-uji-2025"]


def test_a_doubtful_text_is_not_published_and_not_half_kept(app: Flask, tmp_path: Path) -> None:
    open_office(app)
    file = tmp_path / "pindaian.txt"
    file.write_text(LOST, encoding="utf-8")
    said = run(app, "import", str(file), *ADDED, "--publish")
    assert said.exit_code == 1 and "temuan berat" in said.output
    assert codes(app) == ["dinas-uji-2025"]


def test_the_file_beside_the_text_says_what_nobody_needs_to_type(app: Flask, tmp_path: Path) -> None:
    open_office(app)
    folder = tmp_path / "kode-baru"
    folder.mkdir()
    (folder / "code.txt").write_text(TEXT, encoding="utf-8")
    (folder / "code.yaml").write_text(
        "agency: {slug: dinas-uji, name: Dinas Uji, zone: Asia/Jakarta}\ntitle: Kode Baru\ntitle_en: New Code\n"
        "decree: Keputusan Nomor 11\ndecree_date: 2026-05-06\nin_force_from: null\nsources: [{file: code.txt, state: draft}]\n",
        encoding="utf-8",
    )
    assert run(app, "import", str(folder / "code.txt"), "--code", "kode-baru").exit_code == 0
    with app.app_context():
        version = db.session.scalars(sa.select(CodeVersion).join(Code).where(Code.slug == "kode-baru")).one()
        assert (version.title, version.decree) == ("Kode Baru", "Keputusan Nomor 11")


def test_a_text_that_would_replace_a_version_in_force_is_weighed_first(
    app: Flask, text: Path, tmp_path: Path
) -> None:
    open_office(app)
    assert run(app, "import", str(text), *ADDED, "--publish").exit_code == 0
    newer = tmp_path / "baru.txt"
    newer.write_text(
        text.read_text(encoding="utf-8") + "\n99. Mencatat setiap penolakan.\n", encoding="utf-8"
    )
    said = run(app, "import", str(newer), *ADDED, "--publish")
    assert said.exit_code == 1
    assert "sedang berlaku" in said.output
    assert run(app, "import", str(newer), *ADDED).exit_code == 0
