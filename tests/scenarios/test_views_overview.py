"""The pages that show a story from above: its map, all its ways, two of its texts."""

import html
import json
import re

import pytest

from training.core.clock import now
from training.core.db import db
from training.scenarios import drafting, formats
from training.scenarios.map import passmark
from training.scenarios.models import Scenario

from .material import decision, option, scenario
from .office import person_row, scenario_row, text

HOSTILE = {
    '"><script>x</script>': decision(option("a", "best", text="<b>A</b>", next="<img src=x>")),
    "javascript:x": {"situation": "<i>S</i>", "options": "tidak"},
    "": None,
    "../../x y": {"ending": "\"'<&"},
}


def save(app, office, source):
    """Keep a text as the draft; a mapping as the text of a scenario file."""
    with app.app_context():
        row = scenario_row(office.ref)
        drafting.save_draft(
            row, source, stamp=row.current.stamp, author=person_row(office.trainer), now=now()
        )
        db.session.commit()


def yaml_of(nodes, **more):
    return json.dumps({**scenario(**more), "nodes": nodes, "start": next(iter(nodes))}, ensure_ascii=False)


def words(page):
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


def names(page):
    """The accessible names of the boxes, in the order of the keyboard."""
    return [html.unescape(each) for each in re.findall(r'class="graph-stop[^>]* aria-label="([^"]+)"', page)]


# The map


def test_the_map_of_a_version_leads_to_its_scenes(office, signed_in):
    client = signed_in(office.trainer)
    page = client.get(f"/scenarios/{office.ref}/versions/1/graph").text
    assert names(page) == ["Adegan 1: Seorang ibu datang., 3 pilihan", "Akhir 1: Antrean berlanjut."]
    assert f'href="/scenarios/{office.ref}/versions/1#adegan-2"' in page
    story = client.get(f"/scenarios/{office.ref}/versions/1").text
    assert 'id="adegan-2"' in story and f"/scenarios/{office.ref}/versions/1/graph" in story


def test_the_map_of_a_draft_leads_to_its_editor_and_says_what_lacks(office, signed_in, app):
    save(app, office, text().replace("feedback: Penjelasan untuk petugas.", 'feedback: ""', 1))
    client = signed_in(office.trainer)
    page = client.get(f"/scenarios/{office.ref}/draft/graph").text
    assert names(page)[0] == "Adegan 1: Seorang ibu datang., 3 pilihan, 1 temuan"
    assert f'href="/scenarios/{office.ref}/draft/nodes/amplop"' in page
    assert client.get(f"/scenarios/{office.ref}/draft/nodes/amplop").status_code == 200


def test_the_same_scene_has_the_same_number_on_every_page(office, signed_in, app):
    nodes = {
        "akhir": {"ending": "Selesai."},
        "ketiga": decision(option("a", "best"), option("b", "poor"), situation="Yang kedua."),
        "awal": decision(option("a", "best", next="ketiga"), option("b", "poor", next="akhir")),
    }
    save(app, office, formats.dump(formats.build(scenario(nodes, start="awal"), name="uji")))
    client = signed_in(office.trainer)
    assert names(client.get(f"/scenarios/{office.ref}/draft/graph").text)[1].startswith(
        "Adegan 2: Yang kedua."
    )
    editor = client.get(f"/scenarios/{office.ref}/draft").text
    assert names(editor)[1].startswith("Adegan 2: Yang kedua.")
    preview = client.get(f"/scenarios/{office.ref}/draft/text").text
    assert re.search(r'id="adegan-2".{0,300}<code>ketiga</code>', preview, re.DOTALL)


def test_the_list_says_what_the_drawing_says(office, signed_in):
    page = signed_in(office.trainer).get(f"/scenarios/{office.ref}/versions/1/graph").text
    listed = words(page.split('class="outline"')[1].split("</section>")[0])
    assert "A → cerita selesai kritis" in listed and "B, C → Akhir 1" in listed


def test_a_scene_nothing_leads_to_stands_apart(office, signed_in, app):
    nodes = {"awal": decision(option("a", "best"), option("b", "poor")), "lain": {"ending": "Habis."}}
    save(app, office, yaml_of(nodes))
    page = words(signed_in(office.trainer).get(f"/scenarios/{office.ref}/draft/graph").text)
    assert page.count("Belum ada jalan ke sini") == 2


def test_a_draft_without_a_scene_is_told_how_to_begin(office, signed_in, app):
    save(app, office, "title: Baru\n")
    assert "Belum ada adegan" in signed_in(office.trainer).get(f"/scenarios/{office.ref}/draft/graph").text


@pytest.mark.parametrize("source", ["", "- 1\n- 2\n", "a: [b\n", "nodes: {a: &x 1, b: *x}\n", "nodes: 7\n"])
def test_no_text_is_too_broken_for_any_page(office, signed_in, app, source):
    save(app, office, source)
    client = signed_in(office.trainer)
    for name in ("draft/graph", "draft/paths", "comparison"):
        assert client.get(f"/scenarios/{office.ref}/{name}").status_code == 200


def test_hostile_names_stay_words(office, signed_in, app):
    save(app, office, yaml_of(HOSTILE))
    client = signed_in(office.trainer)
    for name in ("draft/graph", "draft/paths", "comparison"):
        page = client.get(f"/scenarios/{office.ref}/{name}").text
        assert "<script>x" not in page and "<img src=x" not in page and 'href="javascript:' not in page


def test_a_scenario_as_large_as_one_may_be_still_fits_the_page(office, signed_in, app):
    nodes = {
        f"n{n}": decision(
            *(
                option(
                    "abcd"[k], ("best", "acceptable", "poor", "violation")[k], next=f"n{min(n + k + 1, 59)}"
                )
                for k in range(4)
            ),
            situation=f"Situasi ke-{n}: seorang pemohon datang membawa berkas yang belum lengkap.",
        )
        for n in range(59)
    } | {"n59": {"ending": "Selesai."}}
    save(app, office, yaml_of(nodes))
    client = signed_in(office.trainer)
    assert len(names(client.get(f"/scenarios/{office.ref}/draft/graph").text)) == 60
    assert "Terlalu banyak" in client.get(f"/scenarios/{office.ref}/draft/paths").text


# All ways


def rows(page):
    return [words(row) for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", page, re.DOTALL)]


def test_every_way_is_a_row_with_what_it_comes_to(office, signed_in):
    page = signed_in(office.trainer).get(f"/scenarios/{office.ref}/versions/1/paths").text
    assert rows(page) == [
        "1 B 4 dari 4 100% Lulus Akhir 1",
        "1 C 1 dari 4 25% Tidak lulus Akhir 1",
        "1 A 0 dari 4 0% Kritis, tidak lulus sesudah akibat",
    ]
    assert "3 jalan; 1 lulus, 1 berisi pelanggaran kritis. Nilainya dari 0 sampai 4." in words(page)


def test_ways_can_be_sorted_and_picked_by_links(office, signed_in):
    client = signed_in(office.trainer)
    paths = f"/scenarios/{office.ref}/versions/1/paths"
    page = html.unescape(client.get(paths).text)
    for link in re.findall(r'href="([^"]+shown=[^"]+)"', page):
        assert client.get(link).status_code == 200
    assert rows(client.get(f"{paths}?sort=lowest").text)[0].startswith("1 A")
    assert len(rows(client.get(f"{paths}?shown=passing").text)) == 1
    assert "Kritis" in rows(client.get(f"{paths}?shown=critical").text)[0]
    assert client.get(f"{paths}?sort=x").status_code == 303


def test_ways_are_judged_by_the_pass_mark_of_the_module(office, signed_in, app, monkeypatch):
    paths = f"/scenarios/{office.ref}/versions/1/paths"
    client = signed_in(office.trainer)
    assert "Belum ada kuis untuk butir ini" in client.get(paths).text
    monkeypatch.setattr(passmark, "of_clause", lambda code_id, clause: 25)
    page = client.get(paths).text
    assert "Batas lulus modul 25%" in page and "1 C 1 dari 4 25% Lulus Akhir 1" in rows(page)


def test_the_pass_mark_is_that_of_the_quiz_about_the_clause(app):
    with app.app_context():
        found = db.session.query(Scenario).filter_by(slug="amplop-di-loket").one()
        assert passmark.of_clause(found.code_id, "D.4") == 75
        assert passmark.of_clause(found.code_id, "Z.9") is None


def test_a_draft_that_cannot_be_played_yet_says_so(office, signed_in, app):
    save(app, office, text().replace("question:", "tanya:"))
    page = signed_in(office.trainer).get(f"/scenarios/{office.ref}/draft/paths").text
    assert "Belum dapat dimainkan" in page and "2 galat" in page


def test_long_tables_are_turned_page_by_page(office, signed_in, app):
    grades = ("best", "acceptable", "poor", "violation")
    nodes = {
        f"n{n}": decision(
            *(option("abcd"[k], grades[k], next=f"n{n + 1}" if n < 2 else None) for k in range(4))
        )
        for n in range(3)
    }
    save(app, office, yaml_of(nodes))
    client = signed_in(office.trainer)
    first = client.get(f"/scenarios/{office.ref}/draft/paths").text
    assert "Halaman 1 dari 2" in words(first) and len(rows(first)) == 40
    assert len(rows(client.get(f"/scenarios/{office.ref}/draft/paths?page=2").text)) == 24


# Two texts


def test_the_draft_is_compared_with_what_is_live(office, signed_in, app):
    save(app, office, text(place="Loket 8").replace("Antrean berlanjut.", "Antrean bubar."))
    page = signed_in(office.trainer).get(f"/scenarios/{office.ref}/comparison").text
    assert "Dari versi 1 ke draf" in page
    said = words(page)
    assert "Kepala cerita Tempat Loket" in said and "1 adegan berbeda, 1 sama" in said
    assert re.search(r"<del>.*?berlanjut.*?</del><ins>.*?bubar.*?</ins>", page)
    assert "1 adegan tidak berubah" in said and "Seorang ibu datang." in said.split("tidak berubah")[1]


def test_grades_critical_acts_and_leads_are_told_in_words(office, signed_in, app):
    save(
        app,
        office,
        text().replace("grade: poor", "grade: acceptable").replace("critical: true", "critical: false"),
    )
    said = words(signed_in(office.trainer).get(f"/scenarios/{office.ref}/comparison").text)
    assert "Nilai dahulu Kurang tepat → sekarang Dapat diterima" in said
    assert "Pelanggaran kritis dahulu ya → sekarang tidak" in said


def test_one_text_alone_has_nothing_beside_it(office, signed_in):
    page = signed_in(office.trainer).get(f"/scenarios/{office.ref}/comparison").text
    assert "Belum ada yang dapat dibandingkan" in page


def test_any_two_texts_can_be_asked_for_and_no_others(office, signed_in, app):
    save(app, office, text(place="Loket 8"))
    client = signed_in(office.trainer)
    address = f"/scenarios/{office.ref}/comparison"
    assert "Dari draf ke versi 1" in client.get(f"{address}?old=draft&new=1").text
    assert "Isi keduanya sama" in client.get(f"{address}?old=1&new=1").text
    for query in ("old=9", "new=x", "old=1&new=-1", "old=%00"):
        assert client.get(f"{address}?{query}").status_code == 404


def test_other_people_see_none_of_it(office, signed_in, cast):
    for member in (office.officer, office.hr, cast.bayu):
        client = signed_in(member)
        for name in ("draft/graph", "draft/paths", "versions/1/graph", "versions/1/paths", "comparison"):
            assert client.get(f"/scenarios/{office.ref}/{name}").status_code == 404
    assert signed_in(office.trainer).get(f"/scenarios/{office.ref}/versions/9/graph").status_code == 404
