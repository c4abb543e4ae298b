"""The trainer at the editor, on good days and bad ones."""

import re
from html import unescape

import pytest

from training.core.db import db

from .office import approve, scenario_row, text, versions


def stamp(html: str) -> str:
    return re.search(r'name="stamp" value="([^"]+)"', html)[1]


def written(html: str) -> str:
    """What stands in the editor's field."""
    return unescape(re.search(r'<textarea[^>]*name="source"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)[1])


class Tab:
    """One open editor: what it showed when it was opened, and the buttons."""

    def __init__(self, client, ref, approve):
        self.client, self.base, self.approve = client, f"/scenarios/{ref}", approve
        self.page = client.get(f"{self.base}/draft/text").text
        self.stamp, self.text = stamp(self.page), written(self.page)

    def save(self, source):
        return self._send("draft/text", source)

    def publish(self, source=None):
        """Publish; where a second person has to say yes first, let them, and publish then."""
        source = self.text if source is None else source
        answer = self._send("publication", source)
        if not answer.headers.get("Location", "").endswith("/draft/review"):
            return answer
        self.stamp = self.approve()
        return self._send("publication", source)

    def check(self, source, **more):
        return self._send("preview", source, **more)

    def _send(self, where, source, **more):
        data = {"stamp": self.stamp, "source": source}
        return self.client.post_form(f"{self.base}/{where}", data, **more)


@pytest.fixture
def tab(office, signed_in, app):
    client = signed_in(office.trainer)

    def second_says_yes():
        with app.app_context():
            stamp = approve(office.ref, office.second)
            db.session.commit()
        return stamp

    return lambda: Tab(client, office.ref, second_says_yes)


def test_the_editor_opens_with_the_published_text_and_the_story(tab):
    page = tab()
    assert page.text == text()
    assert "Seorang ibu datang." in page.page and "Pilihan terbaik" in page.page
    assert page.page.index("Menerima amplop itu") < page.page.index("Mengembalikannya dengan santun")


def test_saving_makes_a_draft_and_leaves_the_published_version(tab, office, app):
    answer = tab().save(text(place="Loket 7").replace("\n", "\r\n"))
    assert answer.status_code == 303
    with app.app_context():
        assert versions(office.ref) == [(1, "published"), (2, "draft")]
        assert scenario_row(office.ref).draft.source == text(place="Loket 7")
        assert scenario_row(office.ref).live.source == text()


def test_saving_what_is_there_already_makes_no_draft(tab, office, app):
    assert tab().save(text()).status_code == 303
    with app.app_context():
        assert versions(office.ref) == [(1, "published")]


def test_what_is_no_yaml_at_all_can_be_saved_and_keeps_its_title_in_lists(tab, office, app):
    broken = 'title: "tidak ditutup\nnodes: [\n'
    assert tab().save(broken).status_code == 303
    again = tab()
    assert again.text == broken
    assert "baris" in again.page and "Susunan teks belum terbaca" in again.page
    with app.app_context():
        assert scenario_row(office.ref).draft.title == "Amplop di atas meja"


def test_what_has_faults_is_not_published_but_saved(tab, office, app):
    answer = tab().publish(text().replace("place: Loket 3", "tempat: Loket 3"))
    assert answer.status_code == 422
    assert "baris 7" in answer.text and "tempat" in answer.text and "Belum dapat diterbitkan" in answer.text
    with app.app_context():
        assert versions(office.ref) == [(1, "published"), (2, "draft")]
        assert "tempat: Loket 3" in scenario_row(office.ref).draft.source


def test_a_clause_the_code_does_not_have_is_an_error_on_its_line(tab):
    wrong = text().replace("violates: [D.4]", "violates: [Z.9]")
    line = wrong.split("\n").index("        violates: [Z.9]") + 1
    answer = tab().publish(wrong)
    assert answer.status_code == 422
    assert f"baris {line}" in answer.text and "Z.9" in answer.text


def test_the_id_in_the_text_stays_the_one_of_the_scenario(tab):
    answer = tab().publish(text(id="lain-lagi"))
    assert answer.status_code == 422
    assert "amplop-di-loket" in answer.text and "baris 2" in answer.text


def test_publishing_freezes_the_next_version_and_shows_it(tab, office, app, signed_in):
    first = tab().publish(text(place="Loket 7"))
    assert first.headers["Location"] == f"/scenarios/{office.ref}/versions/2"
    page = signed_in(office.second).get(first.headers["Location"]).text
    assert "Loket 7" in page and "Orang Trainer" in page
    with app.app_context():
        live = scenario_row(office.ref).live
        assert live.content_hash in page and versions(office.ref) == [(1, "published"), (2, "published")]


def test_a_second_click_on_publish_changes_nothing(tab, office, app):
    one = tab()
    places = [one.publish(text(place="Loket 7")).headers["Location"] for _ in range(3)]
    assert len(set(places)) == 1
    with app.app_context():
        assert versions(office.ref) == [(1, "published"), (2, "published")]


def test_publishing_without_changes_makes_no_version(tab, office, app):
    assert tab().publish().status_code == 303
    assert tab().publish("# hanya catatan\n" + text()).status_code == 422
    with app.app_context():
        assert versions(office.ref) == [(1, "published"), (2, "draft")]


def test_a_stale_tab_sees_both_texts_and_overwrites_nothing(tab, office, app):
    early, late = tab(), tab()
    assert early.save(text(place="Loket 7")).status_code == 303
    answer = late.save(text(place="Loket 9"))
    assert answer.status_code == 409
    assert "Loket 7" in answer.text and "Loket 9" in answer.text
    with app.app_context():
        assert "Loket 7" in scenario_row(office.ref).draft.source
    late.stamp = stamp(answer.text)
    assert late.save(written(answer.text)).status_code == 303
    with app.app_context():
        assert "Loket 9" in scenario_row(office.ref).draft.source


def test_a_tab_from_before_a_publication_cannot_publish_over_it(tab, office, app):
    late = tab()
    assert tab().publish(text(place="Loket 7")).status_code == 303
    assert late.publish(text(place="Loket 9")).status_code == 409
    with app.app_context():
        assert versions(office.ref) == [(1, "published"), (2, "published")]


def test_a_made_up_stamp_is_a_stale_tab(tab):
    one = tab()
    one.stamp = "0.0"
    assert one.save(text(place="Loket 7")).status_code == 409
    one.stamp = ""
    assert one.publish(text(place="Loket 7")).status_code == 409


def test_the_preview_is_the_fragment_the_page_includes(tab):
    one = tab()
    part = one.check(text(place="Loket 7"), headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert part.lstrip().startswith('<div class="preview" id="preview">')
    assert "Loket 7" in part and "<html" not in part and "csrf" not in part


def test_without_script_checking_gives_the_whole_page_with_the_typed_text(tab, office, app):
    answer = tab().check(text(place="Loket 7"))
    assert answer.status_code == 200 and written(answer.text) == text(place="Loket 7")
    assert "belum disimpan" in answer.text
    with app.app_context():
        assert versions(office.ref) == [(1, "published")]


@pytest.mark.parametrize("where", ["preview", "publication"])
def test_reloading_after_an_answer_leads_back_to_the_editor(office, signed_in, where):
    answer = signed_in(office.trainer).get(f"/scenarios/{office.ref}/{where}")
    assert answer.headers["Location"] == f"/scenarios/{office.ref}/draft/text"


HOSTILE = {
    "alias bomb": "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b, *b]\nnodes: *b\n",
    "nothing": "",
    "a list": "- a\n- b\n",
    "a bare word": "halo",
    "numbers for nodes": "nodes: {1: 2, 3: [4]}\n",
    "options that are none": "nodes:\n  a:\n    options: [1, null, {text: [x]}]\n    speech: 3\n",
    "deep": "nodes: " + "[" * 400 + "]" * 400,
    "a tag": "title: !!python/object:os.system x\n",
    "control characters": "title: a\x01b\x00c\n",
    "a tab": "nodes:\n\ta: 1\n",
    "half a surrogate": "title: \ud800\n".encode("utf-8", "surrogatepass"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_anything_can_be_typed_previewed_and_saved_but_not_published(tab, name):
    one = tab()
    assert one.check(HOSTILE[name]).status_code == 200
    assert one.publish(HOSTILE[name]).status_code == 422
    again = tab()
    assert again.publish().status_code == 422


def test_html_and_markdown_tricks_stay_text(tab):
    trick = "<img src=x onerror=alert(1)> **tebal** [x](javascript:alert(1)) <script>alert(2)</script>"
    source = (
        text().replace("Seorang ibu datang.", trick).replace("Mengembalikannya dengan santun.", f"'{trick}'")
    )
    one = tab()
    assert one.publish(source.replace("title: Amplop di atas meja", f"title: '{trick}'")).status_code == 303
    story = tab().page
    assert "<img" not in story and "<script>" not in story and 'href="javascript' not in story
    assert "<strong>tebal</strong>" in story and "&lt;script&gt;" in story


def test_a_text_at_the_limit_is_saved_and_one_beyond_it_stays_on_screen(tab, office, app):
    limit = 200 * 1024
    fits = "# " + "a" * (limit - 3) + "\n"
    assert tab().save(fits).status_code == 303
    one = tab()
    assert one.text == fits
    answer = one.save(fits + "b")
    assert answer.status_code == 422 and written(answer.text) == fits + "b" and "200 KB" in answer.text
    with app.app_context():
        assert scenario_row(office.ref).draft.source == fits


def test_a_withdrawn_scenario_can_be_published_again_as_it_was(tab, office, app, signed_in):
    client = signed_in(office.trainer)
    assert "Tarik skenario ini?" in client.get(f"/scenarios/{office.ref}/retirement").text
    for _ in range(2):
        sent = {"reason": "Tidak cocok lagi."}
        assert client.post_form(f"/scenarios/{office.ref}/retirement", sent).status_code == 303
    with app.app_context():
        assert versions(office.ref) == [(1, "retired")]
    assert "ditarik" in client.get(f"/scenarios/{office.ref}/versions/1").text
    assert tab().publish().status_code == 303
    with app.app_context():
        assert versions(office.ref) == [(1, "retired"), (2, "published")]


def test_a_draft_can_be_thrown_away_but_not_one_that_changed_meanwhile(tab, office, app, signed_in):
    client = signed_in(office.trainer)
    tab().save(text(place="Loket 7"))
    where = f"/scenarios/{office.ref}/draft/removal"
    shown = stamp(client.get(where).text)
    tab().save(text(place="Loket 8"))
    assert client.post_form(where, {"stamp": shown}).status_code == 409
    assert client.post_form(where, {"stamp": stamp(client.get(where).text)}).status_code == 303
    assert client.get(where).status_code == 303
    with app.app_context():
        assert versions(office.ref) == [(1, "published")]
