"""The trainer's desk: what waits, what there is, and who may see it."""

import html
import re

import pytest
import sqlalchemy as sa

from training.codes.models import Clause
from training.core.db import db
from training.scenarios.models import Scenario

from .office import scenario_row, text


def start(client, **fields):
    return client.post_form("/scenarios/new", {"title": "Map biru", "clause": "D.5"} | fields)


def outline(answer):
    """The address of the draft that was begun."""
    assert answer.status_code == 303, answer.text
    return answer.location.split("/nodes/")[0]


def test_the_desk_says_what_waits(office, signed_in):
    client = signed_in(office.trainer)
    page = client.get("/scenarios").text
    assert "1 dari 3 butir" in page and "Larangan di loket" in page
    untested, thin = page.split("baru diuji satu skenario")
    assert "/scenarios/new?clause=D.5" in untested and "/scenarios/new?clause=D.4" not in untested
    assert "/scenarios/new?clause=D.4" in thin


def test_the_desk_counts_the_faults_of_drafts_and_names_the_doubts_about_what_is_live(office, signed_in):
    client = signed_in(office.trainer)
    page = client.get(f"/scenarios/{office.ref}/draft/text").text
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    data = {"stamp": stamp, "source": text(place="Loket 8").replace("role:", "peran:")}
    client.post_form(f"/scenarios/{office.ref}/draft/text", data)
    page = client.get("/scenarios").text
    assert "2 galat" in page and "ada draf" in page


def test_a_clause_the_code_lost_is_a_finding_on_the_desk(office, signed_in, app):
    with app.app_context():
        db.session.execute(sa.update(Clause).where(Clause.address == "D.4").values(address="D.9"))
        db.session.commit()
    page = signed_in(office.trainer).get("/scenarios").text
    assert "Temuan pada skenario terbit" in page and "D.4" in page


def test_an_agency_without_scenarios_is_told_how_to_begin(signed_in, office, app):
    with app.app_context():
        row = scenario_row(office.ref)
        for version in row.versions:
            db.session.delete(version)
        db.session.flush()
        db.session.expire(row)
        db.session.delete(row)
        db.session.commit()
    page = signed_in(office.trainer).get("/scenarios").text
    assert "Tulis skenario pertama" in page and "/scenarios/new" in page


def test_a_new_scenario_is_a_draft_of_empty_fields_that_cannot_be_published(office, signed_in):
    client = signed_in(office.trainer)
    begun = start(client, situation="Seorang bapak menyodorkan map biru.")
    scene = client.get(begun.location).text
    assert begun.location.endswith("/draft/nodes/awal") and "menyodorkan map biru" in scene
    assert "[Tuliskan" not in scene and 'placeholder="' in scene
    assert "Map biru" in client.get("/scenarios").text
    place = outline(begun)
    text = client.get(f"{place}/text").text
    assert "id: map-biru" in text and "title_en: Map biru" in text
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(place).text)[1]
    refused = client.post_form(place, {"do": "publish", "stamp": stamp})
    assert refused.status_code == 422 and "belum dapat diterbitkan" in refused.text
    assert "draft/nodes/awal#options-1-text" in refused.text


def test_two_scenarios_of_one_title_have_names_of_their_own(office, signed_in):
    client = signed_in(office.trainer)
    places = [outline(start(client, title="Amplop di loket!")) for _ in range(2)]
    texts = [client.get(f"{place}/text").text for place in places]
    assert "id: amplop-di-loket-2" in texts[0] and "id: amplop-di-loket-3" in texts[1]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"clause": "Z.9"},
        {"clause": ""},
    ],
)
def test_a_new_scenario_needs_a_title_and_a_clause(office, signed_in, app, fields):
    assert start(signed_in(office.trainer), **fields).status_code == 422
    with app.app_context():
        rows = sa.select(sa.func.count()).select_from(Scenario).where(Scenario.agency_id == office.agency_id)
        assert db.session.scalar(rows) == 1


@pytest.mark.parametrize("title", ["a: b # c", "- 'x'", "{{ 7*7 }}", "<b>tebal</b>", '"', "%(x)s", "yes"])
def test_a_title_is_text_whatever_it_looks_like(office, signed_in, title):
    client = signed_in(office.trainer)
    place = outline(start(client, title=title))
    for page in (client.get(place).text, client.get(f"{place}/text").text, client.get("/scenarios").text):
        assert html.escape(title, quote=False) in page.replace("&#34;", '"').replace("&#39;", "'")
        assert "<b>" not in page and ">49<" not in page


def test_scenarios_are_found_by_word_and_by_clause(office, signed_in):
    client = signed_in(office.trainer)
    start(client)

    def titles(query):
        return set(re.findall(r'scope="row"[^>]*><a[^>]*>([^<]+)', client.get(f"/scenarios{query}").text))

    assert titles("") == {"Amplop di atas meja", "Map biru"}
    assert titles("?q=AMPLOP meja") == {"Amplop di atas meja"}
    assert titles("?q=biru") == {"Map biru"}
    assert titles("?clause=D.5") == {"Map biru"}
    assert titles("?clause=D.5&q=amplop") == titles("?clause=%27--") == set()


def test_an_unpublished_scenario_is_gone_when_its_draft_is_thrown_away(office, signed_in, app):
    client = signed_in(office.trainer)
    place = outline(start(client))
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.get(f"{place}/removal").text)[1]
    assert client.post_form(f"{place}/removal", {"stamp": stamp}).status_code == 303
    assert client.get(place).status_code == 404


PLACES = ["/scenarios/{ref}/draft", "/scenarios/{ref}/versions/1", "/scenarios/{ref}/retirement"]
PLACES += ["/scenarios/{ref}/draft/removal", "/scenarios/{ref}/preview", "/scenarios/{ref}/publication"]
POSTS = ["draft", "preview", "publication", "retirement", "draft/removal"]


def outsiders(office, cast):
    return {"officer": office.officer, "hr": office.hr, "trainer of another agency": cast.yusuf}


@pytest.mark.parametrize("who", ["officer", "hr", "trainer of another agency"])
def test_for_everybody_else_there_is_no_such_page(office, cast, signed_in, who):
    client = signed_in(outsiders(office, cast)[who])
    nothing = client.get("/scenarios/0000000000zz/draft")
    for place in PLACES:
        answer = client.get(place.format(ref=office.ref))
        assert (answer.status_code, len(answer.data)) == (404, len(nothing.data)) or answer.status_code == 404
    for place in POSTS:
        data = {"source": text(place="Loket 9"), "stamp": "x"}
        assert client.post_form(f"/scenarios/{office.ref}/{place}", data).status_code == 404


@pytest.mark.parametrize("who", ["officer", "hr"])
def test_the_desk_is_only_for_trainers(office, cast, signed_in, who):
    client = signed_in(outsiders(office, cast)[who])
    assert client.get("/scenarios").status_code == client.get("/scenarios/new").status_code == 404


def test_another_agencys_scenarios_are_not_on_the_desk(office, cast, signed_in):
    assert "amplop-di-loket" not in signed_in(cast.yusuf).get("/scenarios?q=pelatih").text


@pytest.mark.parametrize("place", ["versions/2", "versions/99999999999999999999", "versions/x"])
def test_a_version_that_is_not_there_is_not_there(office, signed_in, place):
    assert signed_in(office.trainer).get(f"/scenarios/{office.ref}/{place}").status_code == 404


def test_a_draft_has_no_version_page(office, signed_in):
    client = signed_in(office.trainer)
    place = outline(start(client))
    assert client.get(place.replace("draft", "versions/1")).status_code == 404


def test_visitors_are_asked_to_sign_in(office, client):
    assert "/sign-in" in client.get(f"/scenarios/{office.ref}/draft").headers["Location"]
