"""The trainer at the forms of the editor: the outline, a scene, its clauses, the rehearsal."""

import re
from html import unescape

import html5lib
import pytest
import sqlalchemy as sa

from training.core.db import db
from training.scenarios import plain
from training.scenarios.models import Scenario

from .office import approve, scenario_row, text, versions

X = "{http://www.w3.org/1999/xhtml}"


def fields(html, form="scene"):
    """What a browser would send of a form, without a button: lists by name."""
    tree = html5lib.parse(html)
    found = next(e for e in tree.iter(f"{X}form") if e.get("id") == form)
    sent = {}
    for e in found.iter():
        name, kind = e.get("name"), e.get("type")
        if not name or e.tag == f"{X}button" or (kind in ("radio", "checkbox") and e.get("checked") is None):
            continue
        if e.tag == f"{X}select":
            chosen = [o for o in e.iter(f"{X}option") if o.get("selected") is not None] or list(
                e.iter(f"{X}option")
            )
            value = chosen[0].get("value", chosen[0].text)
        elif e.tag == f"{X}textarea":
            value = e.text or ""
        else:
            value = e.get("value") or ""
        sent.setdefault(name, []).append(value)
    return sent


class Tab:
    """One open form: what it showed when it was opened, and its buttons."""

    def __init__(self, client, url, form="scene"):
        self.client, self.url, self.form = client, url, form
        self.open(url)

    def open(self, url):
        answer = self.client.get(url)
        while answer.status_code in (302, 303):
            url = answer.location
            answer = self.client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        self.page, self.url = answer.text, url.split("?")[0]
        self.form = (
            "outline" if self.url.endswith("/draft") else "cite" if self.url.endswith("/clauses") else "scene"
        )
        self.sent = fields(self.page, self.form)
        return self

    def post(self, do="save", headers=None, **changes):
        data = self.sent | {name.replace("__", "-"): value for name, value in changes.items()} | {"do": do}
        return self.client.post(
            self.url, data={k: v for k, v in data.items() if v is not None}, headers=headers
        )

    def press(self, do="save", **changes):
        answer = self.post(do, **changes)
        assert answer.status_code == 303, answer.status_code
        return self.open(answer.location)

    def autosave(self, **changes):
        return self.post(headers={"HX-Request": "true", "HX-Request-Type": "partial"}, **changes)


@pytest.fixture
def trainer(office, signed_in):
    return signed_in(office.trainer)


@pytest.fixture
def scene(trainer, office):
    return lambda key="amplop": Tab(trainer, f"/scenarios/{office.ref}/draft/nodes/{key}")


@pytest.fixture
def outline(trainer, office):
    return lambda: Tab(trainer, f"/scenarios/{office.ref}/draft", "outline")


@pytest.fixture
def draft(app, office):
    """The draft as plain values, as it is in the database."""

    def read(ref=office.ref):
        with app.app_context():
            return plain.read(scenario_row(ref).current.source)

    return read


def test_a_form_that_is_sent_back_as_it_came_changes_nothing(scene, outline, office, app):
    for tab in (scene(), scene("akhir-1"), outline()):
        assert tab.post().status_code == 303
        assert tab.autosave().status_code == 200
    with app.app_context():
        assert versions(office.ref) == [(1, "published")]
        assert scenario_row(office.ref).current.source == text()


@pytest.mark.parametrize("slug", ["amplop-di-loket", "kakek-di-dekat-tiang", "kolom-komentar"])
def test_no_published_story_is_changed_by_looking_at_it(signed_in, cast, app, slug):
    with app.app_context():
        row = db.session.scalars(
            sa.select(Scenario).where(Scenario.slug == slug, Scenario.agency_id == 1)
        ).first()
        ref, source = row.ref, row.current.source
    client = signed_in(cast.bayu)
    for key in plain.read(source)["nodes"]:
        assert Tab(client, f"/scenarios/{ref}/draft/nodes/{key}").autosave().status_code == 200
    assert Tab(client, f"/scenarios/{ref}/draft").autosave().status_code == 200
    with app.app_context():
        assert versions(ref) == [(1, "published")]


def test_what_is_typed_is_saved_with_whatever_button_is_pressed(scene, draft):
    tab = scene().press("add-option", situation="Seorang bapak datang.", options__0__text="Menerima.")
    node = draft()["nodes"]["amplop"]
    assert node["situation"] == "Seorang bapak datang." and node["options"][0]["text"] == "Menerima."
    assert node["options"][3] == {"id": "d", "text": "", "reason": "", "consequence": "", "feedback": ""}
    assert re.search(r'<textarea[^>]*id="options-3-text"[^>]*autofocus', tab.page)


def test_options_are_moved_doubled_taken_out_and_put_back(scene, draft):
    def letters():
        return "".join(option["id"] for option in draft()["nodes"]["amplop"]["options"])

    tab = scene().press("down:0")
    assert letters() == "bac"
    tab = tab.press("up:2").press("duplicate:0")
    assert letters() == "bdca"
    tab = tab.press("remove:2", options__2__text="Baru saja diketik.")
    assert letters() == "bda" and "Baru saja diketik." in tab.page and "Kembalikan" in tab.page
    tab.press("restore:0")
    assert letters() == "bdca" and draft()["nodes"]["amplop"]["options"][2]["text"] == "Baru saja diketik."


def test_a_new_scene_is_made_connected_and_opened_in_one_step(scene, draft):
    tab = scene().press("new-scene:0", options__0__text="Menerima.")
    assert tab.url.endswith("/nodes/adegan-2") and "Dicapai dari" in tab.page
    assert draft()["nodes"]["amplop"]["options"][0]["next"] == "adegan-2"
    tab = tab.press("new-ending:1", situation="Esoknya.")
    assert tab.url.endswith("/nodes/akhir-2") and 'id="ending"' in tab.page
    tab.press("outline", ending="Selesai.")
    assert draft()["nodes"]["akhir-2"] == {"ending": "Selesai."}


def test_fields_are_read_as_the_format_has_them(scene, draft):
    changes = {
        "options__1__grade": "acceptable",
        "options__1__critical": "1",
        "options__1__upholds": ["D.3", "D.5"],
    }
    scene().press(who=" Bapak\nTua ", says="", question="Apa\nsekarang?", options__0__next="", **changes)
    node = draft()["nodes"]["amplop"]
    assert node["speech"] == {"who": "Bapak Tua", "says": ""} and node["question"] == "Apa sekarang?"
    option = node["options"][1]
    assert (
        option["grade"] == "acceptable" and option["critical"] is True and option["upholds"] == ["D.3", "D.5"]
    )
    tab = scene()
    assert "Pelanggaran kritis" in tab.page and "field-error" in tab.page
    tab.press(who="", says="", options__1__critical=None, options__1__grade="best")
    node = draft()["nodes"]["amplop"]
    assert "speech" not in node and "critical" not in node["options"][1]


def test_clauses_are_found_by_their_words_and_ticked(trainer, scene, office, draft):
    tab = scene().press("clauses:2")
    assert "Tidak membocorkan data pribadi." in tab.page and "Butir untuk pilihan C" in tab.page
    found = trainer.get(f"{tab.url}?of=2&q=DATA+pribadi").text
    assert "Tidak membocorkan" in found and "Tidak memperlambat" not in found
    part = trainer.get(
        f"{tab.url}?of=2&q=data", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    ).text
    assert part.lstrip().startswith('<div class="clause-list"') and "Tidak memperlambat" not in part
    assert 'value="D.4" checked' in part, "what is ticked stays in sight whatever is searched"
    answer = trainer.post(tab.url, data=tab.sent | {"upholds": ["D.5"], "violates": ["D.3", "D.4"]})
    assert answer.location.endswith("/nodes/amplop?at=options-2-upholds")
    option = draft()["nodes"]["amplop"]["options"][2]
    assert (option["upholds"], option["violates"]) == (["D.5"], ["D.3", "D.4"])
    tab = scene().press("clauses")
    assert trainer.post(tab.url, data=tab.sent | {"clause": "D.5"}).status_code == 303
    assert draft()["nodes"]["amplop"]["clause"] == "D.5"


def test_another_kind_of_question_shows_only_its_fields(scene, draft):
    tab = scene().press("kind:rank")
    assert "options-0-grade" not in tab.page and "options-0-consequence" not in tab.page
    assert 'id="consequence"' in tab.page and 'id="next"' in tab.page
    assert draft()["nodes"]["amplop"]["kind"] == "rank"
    tab = tab.press("kind:several", consequence="Antrean mereda.")
    assert "options-0-next" not in tab.page and "options-0-grade" in tab.page
    tab = tab.press("restore:1")
    assert draft()["nodes"]["amplop"]["options"][1]["consequence"] == "Cerita berlanjut."


def test_a_scene_goes_and_comes_back_with_all_that_led_to_it(outline, draft, office):
    before = draft()
    tab = outline().press("remove:akhir-1", head__place="Loket 9")
    assert "akhir-1" not in draft()["nodes"] and draft()["place"] == "Loket 9"
    assert "Tadinya menuju adegan yang sudah dihapus" in tab.page
    tab.press("restore:0")
    assert draft() == before | {"place": "Loket 9"}


def test_the_head_of_the_story_is_typed_and_shown(outline, draft):
    changes = {
        "head__tags": "Gratifikasi, loket depan,,",
        "head__title_en": "",
        "head__mood": " ",
        "head__time": "08.15",
    }
    outline().press(head__title="Map biru", **changes)
    data = draft()
    assert data["tags"] == ["gratifikasi", "loket-depan"] and data["title_en"] == data["title"] == "Map biru"
    assert "mood" not in data and data["time"] == "08.15"


def test_each_finding_leads_to_its_field(scene, outline, office):
    scene().press(options__1__feedback="", options__0__consequence="", situation="")
    page = outline().page
    for field in ("situation", "options-1-feedback", "options-0-consequence"):
        assert f'/scenarios/{office.ref}/draft/nodes/amplop#{field}"' in page
        assert f'id="{field}"' in scene().page


def test_a_draft_is_published_from_the_outline(outline, scene, office, app):
    scene().press(situation="Seorang bapak datang.")
    answer = outline().post("publish", head__place="Loket 9")
    assert answer.location == f"/scenarios/{office.ref}/draft/review"
    with app.app_context():
        approve(office.ref, office.second)
        db.session.commit()
    answer = outline().post("publish")
    assert answer.location == f"/scenarios/{office.ref}/versions/2"
    with app.app_context():
        live = scenario_row(office.ref).live
        assert "place: Loket 9" in live.source and "Seorang bapak datang." in live.source
    page = outline().page
    assert "Terbitkan" not in page and "Terbit" in page


def test_an_autosave_answers_with_what_follows_the_form(scene, draft):
    tab = scene()
    answer = tab.autosave(situation="Satu dua tiga.", options__1__feedback="")
    assert answer.status_code == 200 and "<html" not in answer.text
    assert "3 dari 120 kata" in answer.text and "Tersimpan" in answer.text
    assert '#options-1-feedback"' in answer.text and "Satu dua tiga." in answer.text
    stamp, seen = (re.search(rf'name="{n}" value="([^"]+)"', answer.text)[1] for n in ("stamp", "seen"))
    tab.sent |= {"stamp": stamp, "seen": seen}
    assert tab.autosave(situation="Empat.").status_code == 200
    assert draft()["nodes"]["amplop"]["situation"] == "Empat."


def overtaken(scene, draft):
    """The page on which a stale tab sees both texts, and that tab."""
    early, late = scene(), scene()
    early.press(situation="Ditulis di tab pertama.")
    fragment = late.autosave(situation="Ditulis di tab kedua.")
    assert fragment.status_code == 409 and "<html" not in fragment.text and "belum tersimpan" in fragment.text
    page = late.post(situation="Ditulis di tab kedua.", options__0__text="Sama sekali lain.")
    assert page.status_code == 409
    for words in (
        "Ditulis di tab pertama.",
        "Ditulis di tab kedua.",
        "Sama sekali lain.",
        "Menerima amplop itu",
    ):
        assert words in page.text
    assert "Mengembalikannya dengan santun." not in page.text.split("<form method")[0], (
        "what is the same is not shown"
    )
    assert draft()["nodes"]["amplop"]["situation"] == "Ditulis di tab pertama."
    return page.text, late


def test_a_stale_tab_sees_both_texts_and_overwrites_nothing(scene, draft):
    overtaken(scene, draft)


def hidden(page):
    """The form on the page of two texts."""
    form = page[page.index('<form method="post" action="/scenarios/') :]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    sent = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(unescape(value))
    return sent


@pytest.mark.parametrize("do", ["copy", "save"])
def test_the_typed_text_is_kept_as_a_scene_of_its_own_or_in_place_of_the_other(scene, draft, trainer, do):
    page, late = overtaken(scene, draft)
    answer = trainer.post(late.url, data=hidden(page) | {"do": do})
    assert answer.status_code == 303
    nodes = draft()["nodes"]
    mine = nodes["amplop-2" if do == "copy" else "amplop"]
    assert mine["situation"] == "Ditulis di tab kedua." and mine["options"][0]["text"] == "Sama sekali lain."
    assert mine["options"][1]["feedback"] == "Penjelasan untuk petugas."
    assert (nodes["amplop"]["situation"] == "Ditulis di tab pertama.") == (do == "copy")


def test_changes_elsewhere_in_the_story_are_no_conflict(scene, outline, draft):
    one, other, head = scene(), scene("akhir-1"), outline()
    one.press(situation="Satu.")
    other.press(ending="Dua.")
    head.press(head__title="Tiga")
    data = draft()
    assert (data["nodes"]["amplop"]["situation"], data["nodes"]["akhir-1"]["ending"], data["title"]) == (
        "Satu.",
        "Dua.",
        "Tiga",
    )


def test_a_stale_tab_that_says_the_same_is_no_conflict(scene, draft):
    early, late = scene(), scene()
    early.press(situation="Sama.")
    late.press("add-option", situation="Sama.")
    assert len(draft()["nodes"]["amplop"]["options"]) == 4


def test_a_scene_taken_out_elsewhere_is_not_lost_with_what_was_typed(scene, outline, draft, trainer):
    tab = scene("akhir-1")
    outline().press("remove:akhir-1")
    assert tab.autosave(ending="Akhir yang lain.").status_code == 409
    page = tab.post(ending="Akhir yang lain.")
    assert page.status_code == 409 and "Akhir yang lain." in page.text and "sudah dihapus" in page.text
    assert trainer.post(tab.url, data=hidden(page.text) | {"do": "save"}).status_code == 303
    assert draft()["nodes"]["akhir-1"] == {"ending": "Akhir yang lain."}


def test_a_made_up_stamp_is_a_stale_tab(scene, draft):
    tab = scene()
    for stamp, seen in (("x.0", "y"), ("", "")):
        tab.sent |= {"stamp": stamp, "seen": seen}
        assert tab.post(situation="Lain.").status_code == 409
    assert draft()["nodes"]["amplop"]["situation"] == "Seorang ibu datang."


@pytest.mark.parametrize(
    "where", ["", "/nodes/amplop", "/nodes/amplop/clauses", "/nodes/tidak-ada", "/nodes/akhir-1/clauses"]
)
def test_a_form_without_its_fields_changes_nothing(trainer, office, app, where):
    answer = trainer.post_form(f"/scenarios/{office.ref}/draft{where}", {})
    assert answer.status_code in (303, 404)
    with app.app_context():
        assert versions(office.ref) == [(1, "published")]


HOSTILE = {
    "nul": "a\0b",
    "html": "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "yaml": "a: [b\n--- !!python/object &x *y",
    "breaks": "a\u2028b\x85c\r\nd\ufdd0\ud800e".encode("utf-8", "replace").decode(),
    "template": "{{ 1931*1931 }} %(x)s",
    "bidi": "\u202eterbalik\u2066",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_typed_stays_text(scene, outline, draft, trainer, office, name):
    value = HOSTILE[name]
    tab = scene()
    typed = {field: value for field in tab.sent if field not in ("csrf_token", "stamp", "seen", "kind")}
    typed = {field: given for field, given in typed.items() if not field.endswith(("-id", "-next", "-grade"))}
    assert tab.post(**typed).status_code == 303
    outline().press(head__title=value, head__tags=value, head__checked=value, head__clause=value)
    for where in ("", "/nodes/amplop", "/text", "/preview", "/nodes/amplop/clauses?of=0"):
        page = trainer.get(f"/scenarios/{office.ref}/draft{where}").text
        assert "<img" not in page and "<script>alert" not in page and str(1931 * 1931) not in page
    assert draft()["nodes"]["amplop"]["options"][0]["id"] == "a"


def test_a_million_letters_stay_on_screen_and_are_not_kept(scene, draft, office, app):
    tab = scene()
    answer = tab.post(situation="a" * 1_000_000)
    assert answer.status_code == 422 and "200 KB" in answer.text and "a" * 1_000_000 in answer.text
    assert tab.autosave(situation="a" * 1_000_000).status_code == 422
    with app.app_context():
        assert versions(office.ref) == [(1, "published")]


@pytest.mark.parametrize(
    "where",
    [
        "nodes/tidak-ada",
        "nodes/tidak-ada/clauses",
        "nodes/amplop/clauses?of=9",
        "nodes/%00",
        "nodes/akhir-1/clauses",
    ],
)
def test_what_is_not_there_is_not_there(trainer, office, where):
    assert trainer.get(f"/scenarios/{office.ref}/draft/{where}").status_code == 404


def test_a_text_no_form_can_show_leads_to_the_text_and_its_line(trainer, office, scene, outline):
    tab, head = scene(), outline()
    page = trainer.get(f"/scenarios/{office.ref}/draft/text").text
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    trainer.post_form(
        f"/scenarios/{office.ref}/draft/text", {"stamp": stamp, "source": "format: 1\nnodes: [\n"}
    )
    for where in ("", "/nodes/amplop", "/preview", "/nodes/amplop/clauses"):
        answer = trainer.get(f"/scenarios/{office.ref}/draft{where}")
        assert answer.location == f"/scenarios/{office.ref}/draft/text"
    assert "Baris 3" in trainer.get(answer.location).text
    assert tab.post(situation="Tak hilang.").status_code in (303, 409) and head.post().status_code in (
        303,
        409,
    )


def test_a_commented_text_says_what_becomes_of_its_remarks(trainer, office, scene, draft, app):
    page = trainer.get(f"/scenarios/{office.ref}/draft/text").text
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    source = text().replace("nodes:\n", "# catatan dalam\nnodes:\n")
    trainer.post_form(f"/scenarios/{office.ref}/draft/text", {"stamp": stamp, "source": source})
    tab = scene()
    assert "memuat 1 catatan" in tab.page
    assert "memuat" not in tab.press(situation="Lain.").page.split("<form")[1]
    with app.app_context():
        assert scenario_row(office.ref).draft.source.startswith("# catatan dalam\nformat: 1\n")


def test_the_draft_is_played_by_links(trainer, office):
    play = f"/scenarios/{office.ref}/draft/preview"
    page = trainer.get(play).text
    assert "Seorang ibu datang." in page and 'name="choice"' in page and "Pilihan terbaik" not in page
    page = trainer.get(f"{play}?play=1&from=amplop&choice=B").text
    assert "Antrean berlanjut." in page and "Pilihan terbaik" in page and "Cerita selesai." in page
    assert "Pelanggaran kritis" in trainer.get(f"{play}?play=1&from=amplop&choice=A").text
    assert "belum lengkap" in trainer.get(f"{play}?play=1&from=amplop").text
    for odd in ("way=x&way=y", "from=tidak-ada", "play=1&choice=Z", "way=" + "b," * 900, "from=akhir-1"):
        assert trainer.get(f"{play}?{odd}").status_code == 200


@pytest.mark.parametrize("kind", ["several", "rank"])
def test_ticks_and_orders_are_played_too(trainer, office, scene, kind):
    scene().press(f"kind:{kind}")
    play = f"/scenarios/{office.ref}/draft/preview"
    assert ("rank-A" if kind == "rank" else 'type="checkbox" name="choice"') in trainer.get(play).text
    given = "rank-A=3&rank-B=1&rank-C=2" if kind == "rank" else "choice=B&choice=C"
    page = trainer.get(f"{play}?play=1&{given}").text
    assert "Lanjutkan" in page or "Cerita selesai" in page
    assert "belum lengkap" in trainer.get(f"{play}?play=1&rank-A=1").text


def test_other_people_have_no_such_pages(office, cast, signed_in):
    for member in (office.officer, office.hr, cast.yusuf):
        client = signed_in(member)
        for where in ("", "/nodes/amplop", "/nodes/amplop/clauses", "/preview", "/text"):
            assert client.get(f"/scenarios/{office.ref}/draft{where}").status_code == 404
        for where in ("", "/nodes/amplop", "/nodes/amplop/clauses", "/text"):
            assert (
                client.post_form(f"/scenarios/{office.ref}/draft{where}", {"do": "save"}).status_code == 404
            )
