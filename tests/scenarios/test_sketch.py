"""The trainer's preview of ticks and orders, whole and half written."""

from __future__ import annotations

from flask import Flask, render_template

from training.scenarios.editor.sketch import Scene, sketch

from .test_kinds import TEXT


def scenes(source: str) -> list[Scene]:
    seen = sketch(source)
    assert seen
    return seen.scenes


def test_each_kind_is_shown_with_what_follows_it() -> None:
    first, second = scenes(TEXT)
    assert (first.kind, first.consequence, first.next, first.leads_to) == (
        "several",
        "Lemari itu kembali sunyi.",
        2,
        [2],
    )
    assert (second.kind, second.next, second.leads_to) == ("rank", None, [])
    assert second.choices[0].text == "Memeriksa apa yang hilang"


def test_a_kind_half_written_is_shown_as_the_usual_one() -> None:
    assert scenes(TEXT.replace("kind: rank", "kind: ra"))[1].kind == "one"
    assert scenes(TEXT.replace("kind: several", "kind:"))[0].kind == "one"


def test_the_preview_marks_the_key_of_ticks_and_numbers_an_order(app: Flask) -> None:
    with app.test_request_context():
        story = render_template("scenarios/_story.html", story=sketch(TEXT))
    assert story.count("option-ticked") == 2 and "mencentang semua yang tepat" in story
    assert "urutan yang tepat" in story and "Alasan urutan" in story
    assert story.index("Akibat") > story.index("Melapor kepada atasan"), "once, beneath all options"
    assert "Lanjut ke adegan 2" in story and story.count("Cerita berakhir di sini") == 1
