"""A version in other forms: nothing lost, nothing taken for markup, and the structure each form asks for."""

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from ruamel.yaml import YAML

from training.codes.akn import NAMESPACE, OWN_NAMESPACE, Edition, decree_number, to_xml
from training.codes.exports import FORMATS, edition, exported, to_json, to_markdown, to_text
from training.codes.hierarchy import UNWRITABLE, writable
from training.codes.models import CodeVersion
from training.codes.reader.document import Clause, Section
from training.codes.reading import read
from training.codes.rules import content_hash, plain
from training.codes.textform import FORM, KINDS
from training.core.db import db
from training.people.models import Agency

from .office import HOSTILE, LOST, SLUG, draft, open_office

AKN = f"{{{NAMESPACE}}}"
NASTY = [
    "&", "<b>", "]]>", "<!--", '"', "'", "=SUM(A1:A9)", "+62", "@nama", "Teks:", "Butir: A.1", "Bagian: Z", "\u200f", "\u202e",
    "**tebal**", "[a](b)", "`x`", "# judul", "1.", "---", "{{ 7 * 7 }}", "\u00ad", "\ufeff", "wajib", "dilarang:", "𝕏", "é",
    "\\", "|", "\n", "\u2028", "&amp;", "A_b_c", "~~x~~", "![x](y)",
]  # fmt: skip
WORDS = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=6)), max_size=6).map(" ".join)
TEXTS = WORDS.filter(lambda text: bool(plain(text)))
LABELS = st.sampled_from(
    ["", "A", "1", "(1)", "a", "b)", "-", "•", "BAB II", "Pasal 3", "Bagian Kesatu", "1.2", "?", "é"]
)
KIND = st.sampled_from(sorted(KINDS))


@st.composite
def sections(draw: Any) -> tuple[Section, ...]:
    """Sections whose clauses have addresses used once; some stand beneath the clause before them."""
    taken: set[str] = set()
    made = []
    for place in range(draw(st.integers(0, 4))):
        clauses: list[Clause] = []
        for number in range(draw(st.integers(0, 4))):
            label, parent = draw(LABELS), None
            address = f"{place}.{number}"
            if clauses and draw(st.booleans()):
                address, parent = f"{clauses[-1].address}.{label or 'x'}", clauses[-1].label or "?"
            address = plain(f"{address} {draw(WORDS)}") if draw(st.booleans()) and not parent else address
            if address in taken:
                continue
            taken.add(address)
            group = plain(draw(st.sampled_from(["", "", "wajib", "dilarang", "hak & <kewajiban>"]))) or None
            words = plain(draw(TEXTS))
            taught = draw(st.booleans())
            clauses.append(Clause(label, address, words, draw(KIND), 1, 1, parent, group, 1.0, taught))
        head = plain(draw(LABELS)), plain(draw(WORDS))
        made.append(Section(*head, draw(KIND), 1, draw(st.booleans()), tuple(clauses)))
    return tuple(made)


def written(parts: tuple[Section, ...], title: str = "Kode Etik", decree: str = "") -> Edition:
    day = date(2024, 2, 19)
    return Edition(
        "kode",
        "dinas",
        "Dinas & Rekan",
        2,
        "in_force",
        title,
        decree,
        day,
        None,
        "ab" * 32,
        day,
        day,
        day,
        parts,
    )


def told(parts: Any) -> list[Any]:
    return [
        (s.label, s.title, s.kind, s.trainable, [
            (c.label, c.address, c.text, c.kind, c.group or "", c.parent or "", c.trainable) for c in s.clauses
        ])
        for s in parts
    ]  # fmt: skip


def version_of(slug: str) -> CodeVersion:
    rows = sa.select(CodeVersion).join(CodeVersion.code).where(CodeVersion.state == "in_force")
    return db.session.scalars(rows.filter(CodeVersion.code.has(slug=slug))).one()


@given(sections(), TEXTS)
def test_our_own_text_form_reads_back_to_the_same_code(parts: tuple[Section, ...], title: str) -> None:
    text = to_text(written(parts, title=title))
    found = read(text)
    if any(section.clauses for section in parts):
        assert told(found.sections) == told(parts) and found.title == plain(title)
        assert not [f for f in found.findings if f.id == "own-form"]
    assert read("\ufeff" + text.replace("\n", "\r\n")).sections == found.sections
    assert content_hash(found.clauses) == content_hash([c for s in parts for c in s.clauses])


@given(sections(), TEXTS, TEXTS)
def test_akoma_ntoso_is_well_formed_and_keeps_every_word(
    parts: tuple[Section, ...], title: str, decree: str
) -> None:
    root = ET.fromstring(to_xml(written(parts, title=title, decree=decree)))
    check_structure(root)
    clauses = [clause for section in parts for clause in section.clauses]
    left_out = [section for section in parts if not section.trainable]
    left_out += [clause for clause in clauses if not clause.trainable]
    pointed = {each.get("href") for each in root.iter(f"{{{OWN_NAMESPACE}}}notTrained")}
    assert len(pointed) == len(left_out) and pointed <= {f"#{each.get('eId')}" for each in root.iter()}
    named = [element for element in root.iter() if element.get("title") is not None]
    kept = {element.get("title"): words(element) for element in named}
    assert kept == {writable(clause.address): writable(clause.text) for clause in clauses}
    assert [element.get("refersTo") for element in named] == [
        f"#{clause.kind}" for clause in in_order(root, clauses)
    ]


@given(sections(), TEXTS)
def test_markdown_shows_every_word_as_a_word(parts: tuple[Section, ...], title: str) -> None:
    text = to_markdown(written(parts, title=title))
    _empty, front, body = text.split("---\n", 2)
    assert YAML(typ="safe", pure=True).load(front)["title"] == writable(title)
    html = Markdown(output_format="xhtml").convert(body)
    assert not re.search(r"<(?!/?(p|ul|li|strong|h1|h2|h3)>)", html)
    shown = plain("".join(ET.fromstring(f"<d>{html}</d>").itertext()))
    rest = shown
    for section in parts:
        for clause in section.clauses:
            place = rest.find(plain(f"{writable(clause.address)} {writable(clause.text)}"))
            assert place >= 0, (clause, shown)
            rest = rest[place:]


def check_structure(root: ET.Element) -> None:
    """What the schema asks for of the parts we write: order, required identification, one eId each."""
    assert root.tag == f"{AKN}akomaNtoso" and [child.tag for child in root] == [f"{AKN}act"]
    act = root[0]
    assert [child.tag.removeprefix(AKN) for child in act] == ["meta", "preface", "body"]
    core = ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"]
    levels = list(act.find(f"{AKN}meta/{AKN}identification") or [])
    assert [level.tag.removeprefix(AKN) for level in levels] == [
        "FRBRWork",
        "FRBRExpression",
        "FRBRManifestation",
    ]
    for level, last in zip(levels, ("FRBRname", "FRBRlanguage", "FRBRformat"), strict=True):
        tags = [child.tag.removeprefix(AKN) for child in level]
        assert (
            tags[:4] == core
            and tags[-1] == last
            and level[0].get("value", "").startswith(level[1].get("value", "?")[:-4])
        )
    order = ["identification", "publication", "lifecycle", "references", "proprietary"]
    parts = [child.tag.removeprefix(AKN) for child in act[0]]
    assert parts == [tag for tag in order if tag in parts] and {"identification", "references"} <= set(parts)
    ids = [value for element in act.iter() if (value := element.get("eId"))]
    assert len(ids) == len(set(ids)) and not any(re.search(r"\s", value) for value in ids)
    for element in act.find(f"{AKN}body").iter():
        if element.get("eId"):
            check_hierarchy(element)
    known = {f"#{element.get('eId')}" for element in act.iter() if element.tag.startswith(f"{AKN}TLC")}
    assert {element.get("refersTo") for element in act.iter()} - {None} <= known


def check_hierarchy(element: ET.Element) -> None:
    """num and heading first; then either content alone, or an intro and parts beneath."""
    tags = [child.tag.removeprefix(AKN) for child in element]
    rest = [tag for tag in tags if tag not in {"num", "heading"}]
    assert tags[: len(tags) - len(rest)] == [tag for tag in ("num", "heading") if tag in tags]
    assert rest == ["content"] or (rest and "content" not in rest and "intro" not in rest[1:])


def words(element: ET.Element) -> str:
    found = element.find(f"{AKN}content/{AKN}p")
    return (found if found is not None else element.find(f"{AKN}intro/{AKN}p")).text or ""


def in_order(root: ET.Element, clauses: list[Clause]) -> list[Clause]:
    by_address = {writable(clause.address): clause for clause in clauses}
    return [by_address[title] for element in root.iter() if (title := element.get("title")) is not None]


@pytest.mark.parametrize(
    ("slug", "sections_count", "first"),
    [("dinsos-banten-2024", 5, "sec_A__point_1"), ("disdukcapil-palangkaraya-2019", 2, "sec_A__point_1")],
)
def test_the_real_codes_in_every_form(app: Flask, slug: str, sections_count: int, first: str) -> None:
    with app.app_context():
        version = version_of(slug)
        out = edition(version)
        clauses = [clause for section in version.sections for clause in section.clauses]
        root = ET.fromstring(exported(version, "akn"))
        check_structure(root)
        body = root[0].find(f"{AKN}body")
        assert [element.tag for element in body] == [f"{AKN}section"] * sections_count
        found = {element.get("eId"): words(element) for element in body.iter() if element.get("title")}
        assert found[first] == clauses[0].text and list(found.values()) == [clause.text for clause in clauses]
        back = read(exported(version, "txt").decode())
        assert told(back.sections) == told(version.sections)
        assert content_hash(back.clauses) == version.content_hash
        assert f"- **{clauses[-1].address}**" in to_markdown(out)
        data = json.loads(to_json(out))
        assert data["content_hash"] == version.content_hash and len(data["sections"]) == sections_count


def test_two_lists_in_one_section_are_two_containers(app: Flask) -> None:
    with app.app_context():
        root = ET.fromstring(exported(version_of("disdukcapil-palangkaraya-2019"), "akn"))
    groups = root.findall(f".//{AKN}hcontainer")
    assert [group.get("eId") for group in groups] == ["sec_B__hcontainer_wajib", "sec_B__hcontainer_dilarang"]
    assert (
        groups[0][1].get("eId") == "sec_B__hcontainer_wajib__point_1"
        and groups[0][1].get("title") == "B.wajib.1"
    )


def test_chapters_hold_their_articles_and_articles_their_paragraphs() -> None:
    parts = (
        Section("BAB I", "Umum", "definition", 1, False),
        Section("Pasal 1", "Pasal 1", "obligation", 1, True, (
            Clause("(1)", "Pasal 1.(1)", "Petugas wajib:", "obligation", 1, 1),
            Clause("a", "Pasal 1.(1).a", "hadir;", "obligation", 1, 1, "(1)"),
        )),
        Section("BAB II", "Penutup", "procedure", 1, False),
    )  # fmt: skip
    root = ET.fromstring(to_xml(written(parts)))
    check_structure(root)
    article = root.find(f".//{AKN}chapter/{AKN}article")
    assert article.find(f"{AKN}paragraph/{AKN}point").get("eId") == "chp_I__art_1__para_1__point_a"
    assert article.find(f"{AKN}heading") is None and len(root.findall(f".//{AKN}chapter")) == 2


def test_a_code_without_a_section_is_still_a_document() -> None:
    check_structure(ET.fromstring(to_xml(written(()))))


def test_the_number_of_a_decree_is_found_as_printed() -> None:
    assert (
        decree_number("Keputusan Kepala Dinas Nomor: 188.4/2/127 -Dinsos/2024 tentang Kode Etik")
        == "188.4/2/127 -Dinsos/2024"
    )
    assert decree_number("Keputusan No. 900/362/DKPS/II/2019") == "900/362/DKPS/II/2019"
    assert decree_number("Keputusan Kepala Dinas") == ""


def test_what_is_wrong_in_our_form_is_an_error_with_its_line() -> None:
    text = f"{FORM}\n\nBagian: A\nNama: Nilai\nJenis: entah\n\nButir: A.1\nJenis: larangan\nTeks: Satu\nlepas\n\nButir: A.1\nTeks: Dua\n\nButir: A.2\n"
    found = read(text)
    assert [clause.text for clause in found.clauses] == ["Satu"]
    faults = [(f.line, f.severity) for f in found.findings if f.id == "own-form"]
    assert (
        (10, "error") in faults
        and (12, "error") in faults
        and (15, "error") in faults
        and (5, "warning") in faults
    )
    assert [f.id for f in read(FORM).findings] == ["no-articles"]


@given(st.text())
def test_reading_our_form_never_raises(text: str) -> None:
    found = read(f"{FORM}\n{text}")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2
    assert all(1 <= clause.line <= clause.last_line <= lines for clause in found.clauses)
    assert all(1 <= finding.line <= lines for finding in found.findings)


def test_what_no_format_can_hold_is_marked(app: Flask) -> None:
    assert writable("a\x01\ud800\ufffeb") == "a\ufffd\ufffd\ufffdb" and not UNWRITABLE.search("a\u200fé𝕏")
    with app.app_context():
        version = version_of("dinsos-banten-2024")
        assert {exported(version, form)[:5] for form in FORMATS} == {b"<?xml", b"---\nc", b"Naska", b'{\n "c'}


def test_a_version_can_be_downloaded_by_whoever_may_read_it(app: Flask, signed_in: Any) -> None:
    office = open_office(app, text=HOSTILE)
    with app.app_context():
        draft(db.session.get_one(Agency, office.agency_id), text=LOST, name="pindaian.txt")
        db.session.commit()
    officer, trainer = signed_in(office.officer), signed_in(office.trainer)
    kinds = {"md": "text/markdown", "xml": "application/xml", "txt": "text/plain"}
    for form, kind in kinds.items():
        answer = officer.get(f"/codes/{SLUG}/versions/1.{form}")
        assert answer.mimetype == kind and answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-v1.{form}"'
        assert "<script>" not in answer.text or form == "txt"
        assert officer.get(f"/codes/{SLUG}/versions/2.{form}").status_code == 404
        assert trainer.get(f"/codes/{SLUG}/versions/2.{form}").status_code == 200
        assert f"/versions/1.{form}" in officer.get(f"/codes/{SLUG}/versions/1").text
    assert officer.get(f"/codes/{SLUG}/versions/1.pdf").status_code == 404


def test_a_clause_nobody_is_trained_in_stays_so_when_its_text_form_is_taken_in_again(app: Flask) -> None:
    with app.app_context():
        agency = db.session.scalars(sa.select(Agency).limit(1)).one()
        version = draft(agency, slug="contoh-latih")
        version.clauses[1].trainable = version.sections[1].trainable = False
        db.session.flush()
        again = draft(agency, slug="contoh-latih", text=exported(version, "txt").decode())
        assert again.number == 2
        assert [clause.trainable for clause in again.clauses] == [True, False, True, True, True, True]
        assert [section.trainable for section in again.sections] == [True, False]
        assert json.loads(exported(version, "json"))["sections"][0]["clauses"][1]["trainable"] is False
