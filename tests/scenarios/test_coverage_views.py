"""The coverage page: every clause with its scenarios, what lacks, what lost its place, publishing a module."""

import html
import re

import pytest
import sqlalchemy as sa

from training.codes.models import Clause, Code
from training.core.db import db
from training.modules.models import Module
from training.scenarios.drafting import open_scenario

from .office import MORNING, person_row
from .stories import crowd, tell
from .test_publishing import enough, module_of

PAGE = "/scenarios/coverage"
HERE = "/codes/kantor-pelatih-2026/coverage"


def rows(page: str) -> dict[str, str]:
    """What stands in the row of each clause, without marks."""
    found = re.findall(r'<tr>\s*<th scope="row".*?</tr>', page, re.S)
    plain = [re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", row))) for row in found]
    return {re.search(r"[A-Z]\.\d+", row)[0]: row for row in plain}


def test_each_clause_names_its_scenarios_and_what_it_lacks(app, office, signed_in):
    with app.app_context():
        code = db.session.get_one(Code, office.code_id)
        tell(code, "D.4", "kedua", at=MORNING, cites=("D.3",))
        open_scenario(
            code,
            slug="rencana",
            title="Rencana",
            clause="D.5",
            author=person_row(office.trainer),
            now=MORNING,
        )
        db.session.commit()
    page = signed_in(office.trainer).get(PAGE).text
    told = rows(page)
    assert (
        "Kisah kedua" in told["D.4"] and "Amplop di atas meja" in told["D.4"] and "dari 2" not in told["D.4"]
    )
    assert "0 dari 2" in told["D.3"] and "dikutip 1 skenario" in told["D.3"] and "Larangan" in told["D.3"]
    assert "Draf: Rencana" in told["D.5"]
    assert "/scenarios/new?clause=D.5" in page and "Sedang disiapkan" in page
    assert "2 skenario terbit menguji 1 dari 3 butir. 2 butir masih kurang." in " ".join(page.split())


def test_only_what_lacks_is_shown_on_request(app, office, signed_in):
    with app.app_context():
        enough(office, but="D.5")
    client = signed_in(office.trainer)
    assert set(rows(client.get(HERE).text)) == {"D.3", "D.4", "D.5"}
    assert set(rows(client.get(f"{HERE}?lacks=1").text)) == {"D.5"}
    with app.app_context():
        tell(db.session.get_one(Code, office.code_id), "D.5", "lagi", at=MORNING)
        db.session.commit()
    assert "Tidak ada butir yang kurang" in client.get(f"{HERE}?lacks=1").text


def test_the_matrix_marks_what_tests_and_what_only_cites(app, office, signed_in):
    with app.app_context():
        tell(db.session.get_one(Code, office.code_id), "D.3", "kedua", at=MORNING, cites=("D.5",))
        db.session.commit()
    page = signed_in(office.trainer).get(f"{HERE}?view=matrix").text
    body = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.S)
    marks = [re.findall(r"mark-(\w+)", row) for row in body]
    assert marks == [["tests"], ["tests"], ["cites"]]
    assert page.count('<li id="s') == 2


def test_a_module_is_published_from_the_page_once_nothing_lacks(app, office, signed_in):
    client = signed_in(office.trainer)
    with app.app_context():
        url = f"/modules/{module_of(office).ref}/publication"
    refused = client.post_form(url)
    assert refused.status_code == 422 and "butir D.3, D.4, D.5" in refused.text
    assert "Terbitkan modul" not in refused.text
    with app.app_context():
        enough(office)
    assert "Terbitkan modul" in client.get(PAGE).text
    for _ in range(2):
        assert client.post_form(url).status_code == 303
    page = client.get(PAGE).text
    assert "Orang Trainer" in page and "Terbitkan modul" not in page and "Setiap butirnya cukup" in page


def test_a_published_module_that_has_come_to_lack_is_told(app, office, signed_in):
    with app.app_context():
        db.session.execute(sa.update(Module).values(publication="kept", published_at=MORNING))
        db.session.commit()
    page = signed_in(office.trainer).get(PAGE).text
    assert "Sudah terbit, tetapi kini kurang" in page and "×2" in page


def test_scenarios_whose_clause_is_gone_are_listed_with_what_to_do(app, office, signed_in):
    with app.app_context():
        db.session.execute(sa.update(Clause).where(Clause.address == "D.4").values(address="D.9"))
        db.session.commit()
    page = signed_in(office.trainer).get(PAGE).text
    assert "Skenario yang kehilangan butirnya" in page
    assert "Butir D.4 tidak ada dalam kode yang berlaku. Pilih butir lain atau tarik skenario ini." in page
    assert f"/scenarios/{office.ref}/retirement" in page and f"/scenarios/{office.ref}/draft" in page


@pytest.mark.parametrize("who", ["officer", "hr"])
def test_only_trainers_see_it(office, signed_in, who):
    client = signed_in(getattr(office, who))
    assert client.get(PAGE).status_code == client.get(HERE).status_code == 404


def test_another_agencys_code_is_not_there(office, cast, signed_in):
    client = signed_in(cast.bayu)
    assert client.get(HERE).status_code == 404
    assert client.get("/codes/dinsos-banten-2024/coverage").status_code == 200


def test_without_a_code_in_force_there_is_nothing_to_cover(app, office, signed_in):
    with app.app_context():
        db.session.get_one(Code, office.code_id).versions[0].state = "superseded"
        db.session.commit()
    assert "Belum ada kode etik yang berlaku" in signed_in(office.trainer).get(PAGE).text


def test_a_large_code_with_many_scenarios_keeps_its_pages_light(app, office, signed_in):
    """The client that asks weighs every page and counts its statements."""
    with app.app_context():
        crowd(module_of(office), clauses=147, count=500)
    client = signed_in(office.trainer)
    shown = client.get(PAGE).text
    assert len(rows(shown)) == 40 and "Halaman 1 dari 4" in shown and "dan 1 lagi" in shown
    assert "Halaman 1 dari 17" in client.get(f"{HERE}?view=matrix").text
    desk = client.get("/scenarios").text
    assert len(re.findall(r'<th scope="row"', desk)) == 25 and "Halaman 1 dari 21" in desk
    assert (
        "Semua (501)" in desk and "Halaman 2 dari 21" in client.get("/scenarios?page=2&state=published").text
    )
