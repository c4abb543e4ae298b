"""A panel of experts: what their answers come to, that each grades alone, and the key that is published."""

import re

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from training.core.access import Role
from training.core.db import db
from training.people.models import Person, RoleGrant
from training.people.service import hasher
from training.scenarios import drafting, formats, plain, service
from training.scenarios.panels.adopting import with_key
from training.scenarios.panels.agreement import fleiss_kappa, kendall_w, mean_places
from training.scenarios.panels.asking import fields_of, key_of_scene, read_answer, scenes_of, still_asked
from training.scenarios.panels.models import Panel, PanelVote
from training.scenarios.panels.tally import tally

from ..cast import Member
from .material import decision, option, rank, scenario, several
from .office import MORNING, WORD, approve, person_row, scenario_row, versions

# Ten subjects, fourteen judges, five categories: the worked example that goes with Fleiss' formula.
FOURTEEN = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
# Three executives rank six applicants (S. Siegel, Nonparametric Statistics, 1956): W = .16.
EXECUTIVES = [dict(zip("abcdef", places, strict=True)) for places in ("163254", "156423", "632541")]


def test_kappa_is_that_of_the_worked_example():
    assert round(fleiss_kappa(FOURTEEN), 3) == 0.210


def test_kappa_is_one_for_all_and_nothing_where_nothing_can_be_said():
    assert fleiss_kappa([[3, 0], [0, 3]]) == 1
    assert fleiss_kappa([[3, 0], [3, 0]]) is None
    assert fleiss_kappa([[1, 0]]) is None and fleiss_kappa([]) is None
    with pytest.raises(ValueError, match="same number"):
        fleiss_kappa([[2, 0], [1, 0]])


def test_concordance_is_that_of_the_textbook():
    orders = [sorted(places, key=places.get) for places in EXECUTIVES]
    assert round(kendall_w(orders), 2) == 0.16
    assert kendall_w([list("abc")] * 3) == 1
    assert kendall_w([list("abc"), list("cba")]) == 0
    assert kendall_w([list("abc")]) is None
    assert mean_places(orders)["a"] == pytest.approx(8 / 3)


@given(st.lists(st.permutations(range(4)), min_size=2, max_size=7))
def test_concordance_lies_between_none_and_full(orders):
    assert -1e-9 <= kendall_w([[str(each) for each in order] for order in orders]) <= 1 + 1e-9


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=6))
def test_kappa_never_exceeds_one(ratings):
    counts = [[row.count(category) for category in range(4)] for row in ratings]
    kappa = fleiss_kappa(counts)
    assert kappa is None or kappa <= 1 + 1e-9


NODES = {
    "awal": decision(
        option("a", "best", next="urut"), option("b", "violation", critical=True), option("c", "poor")
    ),
    "urut": rank(option("a", "best"), option("b", "best"), option("c", "best"), next="centang"),
    "centang": several(option("a", "best"), option("b", "acceptable"), option("c", "violation")),
}


def doc_of(nodes=NODES, **more):
    return formats.build(scenario(nodes, **more), name="uji")


def answers(best="a", poor="c", order="abc", share=70):
    grades = {"a": "violation", "b": "violation", "c": "violation"} | {best: "best", poor: "poor"}
    ticks = {"grades": {"a": "best", "b": "acceptable", "c": "violation"}, "share": share}
    return {
        "awal": {"grades": grades, "share": share},
        "urut": {"order": list(order), "share": share},
        "centang": ticks,
    }


def test_what_an_expert_is_shown_holds_no_key():
    scenes = scenes_of(doc_of())
    shown = str(scenes)
    for secret in ("best", "violation", "poor", "critical", "Alasan", "Penjelasan", "upholds", "consequence"):
        assert secret not in shown
    assert [each["id"] for each in scenes[1]["options"]] != ["a", "b", "c"]


@given(st.permutations("abc"), st.sampled_from(range(0, 101, 10)))
def test_a_form_says_what_its_answer_says(order, share):
    scene = scenes_of(doc_of())[1]
    answer = {"order": list(order), "share": share}
    assert read_answer(scene, fields_of(scene, answer)) == (answer, [])


def test_an_answer_that_lacks_something_says_what():
    one, order, ticks = scenes_of(doc_of())
    full = {"grade-0": "best", "grade-1": "best", "grade-2": "poor", "share": "50"}
    assert read_answer(one, {"share": "50"})[1] == ["ungraded"]
    assert read_answer(one, full)[1] == ["one-best"]
    assert read_answer(one, full | {"grade-1": "poor", "share": "51"})[1] == ["no-share"]
    assert read_answer(order, {"place-0": "1", "place-1": "1", "place-2": "2", "share": "0"})[1] == [
        "same-place"
    ]
    assert read_answer(order, {"place-0": "4", "share": "0"})[1] == ["unplaced"]
    same = dict.fromkeys(("grade-0", "grade-1", "grade-2"), "poor") | {"share": "0"}
    assert read_answer(ticks, same)[1] == ["no-best"]
    assert read_answer(ticks, same | dict.fromkeys(("grade-0", "grade-1", "grade-2"), "best"))[1] == [
        "no-wrong"
    ]


def test_the_key_is_what_more_than_half_say_and_the_order_on_average():
    scenes = scenes_of(doc_of())
    found = tally(
        scenes, [answers("c", "a", "bac"), answers("c", "a", "bca", 50), answers("a", "b", "abc", 90)]
    )
    awal, urut, _centang = found.scenes
    assert awal.key == {"grades": {"a": "poor", "b": "violation", "c": "best"}}
    assert urut.key == {"order": ["b", "a", "c"]} and 0 < urut.w < 1
    assert found.pass_mark == 70 and found.given == 3 and 0 < found.kappa < 1


def test_the_draft_takes_the_key_and_what_is_no_violation_is_not_critical():
    doc = doc_of()
    data = plain.read(formats.dump(doc))
    found = tally(scenes_of(doc), [answers("b", "a", "cba"), answers("b", "a", "cba")])
    taken = formats.build(with_key(data, found.scenes), name="uji")
    assert [o.grade for o in taken.nodes["awal"].options] == ["poor", "best", "violation"]
    assert not taken.nodes["awal"].options[1].critical
    assert [o.id for o in taken.nodes["urut"].options] == ["c", "b", "a"]
    assert key_of_scene(taken, found.scenes[0].scene) == {
        "grades": {"a": "poor", "b": "best", "c": "violation"}
    }
    assert data["nodes"]["awal"]["options"][1]["critical"] is True


def test_a_scene_told_otherwise_is_no_longer_what_was_asked():
    doc, scenes = doc_of(), scenes_of(doc_of())
    changed = doc_of(NODES | {"awal": NODES["awal"] | {"situation": "Seorang bapak datang."}})
    assert still_asked(scenes, doc) == scenes
    assert [scene["key"] for scene in still_asked(scenes, changed)] == ["urut", "centang"]
    assert still_asked(scenes, doc_of(place="Loket 9")) == []


# -- on the pages -------------------------------------------------------------------------------------------


class Table:
    """A panel about a changed draft: the author's browser and one for each expert."""

    def __init__(self, app, office, signed_in, names=("second", "ketiga", "keempat")):
        self.app, self.office, self.ref = app, office, office.ref
        self.base = f"/scenarios/{office.ref}"
        with app.app_context():
            members = {name: self.member(name) for name in names[1:]}
            scenario, author = scenario_row(self.ref), person_row(office.trainer)
            source = formats.dump(doc_of())
            drafting.save_draft(scenario, source, stamp=scenario.current.stamp, author=author, now=MORNING)
            db.session.commit()
        self.members = {"second": office.second} | members
        self.author = signed_in(office.trainer)
        self.experts = {name: signed_in(member) for name, member in self.members.items()}

    def member(self, name):
        row = person_row(self.office.second)
        person = Person(agency=row.agency, name=f"Orang {name}", email=f"{name}@pelatih.contoh.id")
        person.password_hash, person.grants = hasher.hash(WORD), [RoleGrant(role=Role.TRAINER)]
        db.session.add(person)
        db.session.flush()
        return Member(person.name, "", person.email, self.office.officer.agency, WORD)

    def press(self, do, **fields):
        page = self.author.get(f"{self.base}/draft/panel").text
        hidden = {
            name: found[1]
            for name in ("stamp", "panel")
            if (found := re.search(rf'name="{name}" value="([^"]+)"', page))
        }
        return self.author.post_form(f"{self.base}/draft/panel", {"do": do, **hidden, **fields})

    def invite(self, *names):
        with self.app.app_context():
            refs = [person_row(self.members[name]).ref for name in names or self.members]
        assert self.press("invite", expert=refs).status_code == 303
        with self.app.app_context():
            self.panel = db.session.scalar(sa.select(Panel.ref).order_by(Panel.id.desc()).limit(1))
        return f"/panels/{self.panel}"

    def grade(self, name, given):
        client, page = self.experts[name], f"/panels/{self.panel}"
        with self.app.app_context():
            scenes = db.session.scalars(sa.select(Panel).filter_by(ref=self.panel)).one().scenes
        for number, scene in enumerate(scenes, start=1):
            sent = fields_of(scene, given[scene["key"]])
            assert client.post_form(f"{page}/scenes/{number}", sent).status_code == 303
        assert client.post_form(page, {"do": "give"}).status_code == 303

    def draft(self):
        return scenario_row(self.ref).draft


@pytest.fixture
def table(app, office, signed_in):
    return Table(app, office, signed_in)


def test_from_an_invitation_to_a_key_on_the_version(table, app):
    page = table.invite()
    table.grade("second", answers())
    table.grade("ketiga", answers())
    before = table.author.get(f"{table.base}/draft/panel").text
    assert "2 dari 3 ahli sudah menilai" in before and "Kappa" not in before
    table.grade("keempat", answers("c", "b", "bac", 40))
    after = table.author.get(f"{table.base}/draft/panel").text
    assert "Kappa Fleiss" in after and "2 dari 3 ahli" in after and "60%" in after
    assert "Orang Second" in after and "W Kendall" in after
    assert table.press("accept").status_code == 303
    assert "2 dari 3 ahli sepakat dengan kunci" in table.author.get(f"{table.base}/draft/panel").text
    own = table.experts["keempat"].get(page).text
    assert "Saya setuju dengan kunci ini" in own
    digest = re.search(r'name="digest" value="([^"]+)"', own)[1]
    assert table.experts["keempat"].post_form(page, {"do": "agree", "digest": digest}).status_code == 303
    with app.app_context():
        stamp = approve(table.ref, table.office.second)
        actor = person_row(table.office.trainer)
        version = service.publish(scenario_row(table.ref), stamp=stamp, actor=actor, now=MORNING)
        db.session.commit()
        assert version.key["agreed"] == 3 and version.key["pass_mark"] == 60
        assert len(version.fact()["key_hash"]) == 64 and "experts" not in str(version.fact())
    shown = table.author.get(f"{table.base}/versions/2").text
    assert "Kunci disepakati 3 dari 3 ahli" in shown and "Orang keempat" in shown


def test_no_expert_sees_the_key_or_anothers_grades_before_answering(table):
    page = table.invite()
    table.grade("second", answers("c", "b"))
    client = table.experts["ketiga"]
    for path in (f"{table.base}/draft", f"{table.base}/versions/1", f"{table.base}/draft/preview"):
        assert client.get(path).location == page
    for path in (page, f"{page}/scenes/1", f"{page}/scenes/3"):
        text = client.get(path).text
        assert "Penjelasan untuk petugas" not in text and "Alasan penilaian" not in text
        assert "checked" not in text and "Orang Second" not in text
    table.grade("ketiga", answers())
    assert client.get(f"{table.base}/draft").status_code == 200
    assert "Kappa" not in client.get(page).text


def test_the_author_never_learns_who_voted_what(table, app):
    table.invite("second", "ketiga")
    table.grade("second", answers("c", "b"))
    table.grade("ketiga", answers())
    page = table.author.get(f"{table.base}/draft/panel").text
    for part in re.split(r"<section", page):
        if "panel-grades" in part:
            assert "Orang" not in part


def test_only_those_invited_answer_and_only_once(table, app, signed_in):
    page = table.invite("second", "ketiga")
    assert table.experts["keempat"].get(page).status_code == 404
    assert table.author.get(page).status_code == 404
    table.grade("second", answers())
    sent = fields_of(scenes_of(doc_of())[0], answers("c", "b")["awal"])
    assert table.experts["second"].post_form(f"{page}/scenes/1", sent).status_code == 409
    assert table.experts["second"].post_form(page, {"do": "decline"}).status_code == 409
    assert table.experts["second"].post_form(page, {"do": "give"}).status_code == 303


def test_half_an_answer_is_not_handed_in(table):
    page = table.invite()
    client = table.experts["second"]
    answer = client.post_form(f"{page}/scenes/1", {"grade-0": "best", "share": "50"})
    assert answer.status_code == 422 and "Beri nilai untuk setiap tindakan" in answer.text
    assert re.search(r'name="grade-0" value="best" checked', answer.text)
    assert client.post_form(page, {"do": "give"}).location == f"{page}/scenes/1"


def test_who_declines_is_waited_for_no_more(table, app):
    page = table.invite()
    table.grade("second", answers())
    table.grade("ketiga", answers())
    assert table.experts["keempat"].post_form(page, {"do": "decline"}).status_code == 303
    assert "Hasil 2 ahli" in table.author.get(f"{table.base}/draft/panel").text


def test_the_author_may_stop_waiting_but_not_with_one_answer(table):
    table.invite()
    table.grade("second", answers())
    assert table.press("close").status_code == 422
    table.grade("ketiga", answers())
    assert table.press("close").status_code == 303
    assert "Hasil 2 ahli" in table.author.get(f"{table.base}/draft/panel").text
    assert table.experts["keempat"].get(f"{table.base}/draft").status_code == 200


@pytest.mark.parametrize("names", [("second",), ()])
def test_a_panel_has_two_experts_at_least(table, app, names):
    with app.app_context():
        refs = [person_row(table.members[name]).ref for name in names]
    assert table.press("invite", expert=refs).status_code == 422


def test_who_wrote_the_draft_is_no_expert(table, app):
    with app.app_context():
        refs = [person_row(table.office.trainer).ref, person_row(table.office.second).ref]
    assert table.press("invite", expert=refs).status_code == 422
    assert table.press("invite", expert=["zzzzzzzzzzzz"] * 2).status_code == 422


def test_keeping_the_drafts_own_key_needs_a_reason_and_is_on_the_version(table, app):
    table.invite("second", "ketiga")
    table.grade("second", answers("c", "b"))
    table.grade("ketiga", answers("c", "b"))
    assert table.press("keep").status_code == 422
    assert table.press("keep", reason="Menurut surat edaran.").status_code == 303
    with app.app_context():
        stamp = approve(table.ref, table.office.second)
        actor = person_row(table.office.trainer)
        version = service.publish(scenario_row(table.ref), stamp=stamp, actor=actor, now=MORNING)
        assert (version.key["agreed"], version.key["decision"]) == (0, "kept")
        assert version.key["reason"] == "Menurut surat edaran."


def test_a_panel_about_another_text_is_no_key(table, app):
    table.invite("second", "ketiga")
    table.grade("second", answers())
    table.grade("ketiga", answers())
    assert table.press("accept").status_code == 303
    with app.app_context():
        scenario, author = table.draft().scenario, person_row(table.office.trainer)
        source = table.draft().source.replace("Loket 3", "Loket 5")
        drafting.save_draft(scenario, source, stamp=table.draft().stamp, author=author, now=MORNING)
        stamp = approve(table.ref, table.office.second)
        version = service.publish(scenario, stamp=stamp, actor=author, now=MORNING)
        assert version.key is None


def test_a_stale_page_decides_nothing(table, app):
    table.invite("second", "ketiga")
    table.grade("second", answers("c", "b"))
    table.grade("ketiga", answers("c", "b"))
    assert table.press("accept", stamp="x.0").status_code == 409
    assert table.press("close", panel="x").status_code == 409
    assert table.press("accept").status_code == 303
    assert table.press("accept").status_code == 409
    with app.app_context():
        assert versions(table.ref)[-1] == (2, "draft")
        grades = [
            each.grade
            for each in formats.parse(table.draft().source, name="amplop-di-loket").nodes["awal"].options
        ]
        assert grades == ["violation", "poor", "best"]


def test_a_panel_few_have_answered_can_be_called_off(table, app):
    table.invite()
    table.grade("second", answers())
    assert table.press("cancel").status_code == 303
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(PanelVote)) == 0
    assert "Undang ahli" in table.author.get(f"{table.base}/draft/panel").text
