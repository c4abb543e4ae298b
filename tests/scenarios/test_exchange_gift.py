"""GIFT: every construct of the format is read, or refused by its name and its line."""

import pytest

from training.scenarios.exchange.gift import read_gift
from training.scenarios.exchange.result import Reading


def options(text: str) -> list[tuple[str, str, str]]:
    """(text, grade, feedback) of the options of the one question in a text; blanks as empty feedback."""
    reading = read_gift(text)
    assert not reading.rejected, reading.rejected
    (draft,) = reading.drafts
    (node,) = draft.data["nodes"].values()
    said = [option["feedback"] for option in node["options"]]
    return [
        (option["text"], option["grade"], "" if words.startswith("[Tuliskan") else words)
        for option, words in zip(node["options"], said, strict=True)
    ]


def node(text: str) -> dict:
    (draft,) = read_gift(text).drafts
    return draft.data["nodes"]["awal"]


def refusals(reading: Reading) -> list[tuple[int, str]]:
    return [(note.line, note.message) for note in reading.rejected]


def test_one_right_answer_and_the_others_are_poor():
    assert options("Siapa yang melapor?{~tamu ~tetangga =petugas}") == [
        ("tamu", "poor", ""),
        ("tetangga", "poor", ""),
        ("petugas", "best", ""),
    ]


def test_weights_are_grades():
    text = "Pilih. {~%-25%a ~%0%b ~%20%c ~%50%d ~%66,66667%e =f}"
    assert [grade for _, grade, _ in options(text)] == [
        "violation",
        "poor",
        "poor",
        "acceptable",
        "acceptable",
        "best",
    ]


def test_without_a_right_answer_several_are_ticked():
    found = node("Mana yang wajib? {~%50%mencatat ~%50%melapor ~%-100%diam ~pulang}")
    assert found["kind"] == "several"
    assert [option["grade"] for option in found["options"]] == ["best", "best", "violation", "poor"]
    assert "consequence" in found and all("consequence" not in option for option in found["options"])


@pytest.mark.parametrize("word", ["T", "TRUE", "F", "FALSE"])
def test_true_and_false(word):
    right = "Benar" if word.startswith("T") else "Salah"
    found = options(f"Uang kopi dilarang. {{{word}#keliru#tepat}}")
    assert [(text, grade, said) for text, grade, said in found if text == right] == [(right, "best", "tepat")]
    assert [said for text, _, said in found if text != right] == ["keliru"]


def test_a_missing_word_is_a_blank_in_the_sentence():
    assert node("Petugas {=menolak ~menerima} amplop.")["question"] == "Petugas _____ amplop."
    assert node("Amplop itu {=ditolak ~diterima}.")["question"] == "Amplop itu _____."


def test_feedback_for_an_answer_and_for_all():
    text = "Apa?{\n=ya#Tepat \\: ya\n~tidak\n~mungkin # kurang\n####Lihat D.4}"
    assert options(text) == [
        ("ya", "best", "Tepat : ya\n\nLihat D.4"),
        ("tidak", "poor", "Lihat D.4"),
        ("mungkin", "poor", "kurang\n\nLihat D.4"),
    ]


def test_escapes_stand_for_the_marks_themselves():
    found = options("Mana? {=\\= \\~ \\# \\{ \\} \\: \\\\ ~baris\\nkedua}")
    assert [text for text, _, _ in found] == ["= ~ # { } : \\", "baris\nkedua"]
    assert options("Apa?{=\\\\#tepat ~b}")[0] == ("\\", "best", "tepat")


def test_names_ids_tags_and_categories():
    text = (
        "$CATEGORY: $course$/Etika/D.4\n\n// komentar [id:amplop-1] [tag:loket] [tag:Gratifikasi besar]\n"
        "::Amplop \\: di meja::Apa?{=a ~b}\n\n::Tanpa id::Apa lagi?{=a ~b}\n\nTanpa nama?{=a ~b}"
    )
    first, second, third = read_gift(text).drafts
    assert (first.slug, first.data["title"], first.data["clause"]) == ("amplop-1", "Amplop : di meja", "D.4")
    assert first.data["tags"] == ["loket", "gratifikasi-besar"]
    assert (second.slug, second.line) == ("tanpa-id", 6)
    assert third.slug.startswith("tanpa-nama-") and third.slug == read_gift(text).drafts[2].slug


def test_comments_may_stand_anywhere_and_lines_may_wrap():
    text = "// judul\n//lagi\nApa yang\n  dilakukan? {\n  // di dalam\n  =melapor\n   segera ~diam\n}"
    (draft,) = read_gift(text).drafts
    assert draft.line == 3
    assert [text for text, _, _ in options(text)] == ["melapor segera", "diam"]


def test_formats_of_texts():
    assert node("[markdown]Ini **penting**.\\n\\nApa? {=a ~b}")["situation"] == "Ini **penting**."
    found = options(
        "[html]<p>Apa?</p>{=<b>ya</b> &amp; <i>siap</i>#<ul><li>satu</li><li>dua</li></ul> ~[plain]<b>}"
    )
    assert found[0] == ("**ya** & *siap*", "best", "- satu\n- dua")
    assert found[1][0] == "<b>"
    assert node("Baris <script>alert(1)</script>satu?{=a ~b}")["question"] == "Baris satu?"


def test_the_last_paragraph_or_sentence_asks():
    found = node("Seorang ibu datang. Ia menangis. Apa yang Anda katakan? {=a ~b}")
    assert (found["situation"], found["question"]) == (
        "Seorang ibu datang. Ia menangis.",
        "Apa yang Anda katakan?",
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ibu kota? {=Serang =serang}", "short answer"),
        ("Satu? {=%100%ya =%50%iya}", "short answer"),
        ("Jodohkan. {=a -> b =c -> d =e -> f}", "matching"),
        ("Berapa? {#3}", "numerical"),
        ("Berapa? {#3.14:0.01}", "numerical"),
        ("Berapa? {#1..5}", "numerical"),
        ("Berapa? {#\n=3:0#tepat\n=%50%3:2#dekat\n}", "numerical"),
        ("Ceritakan. {}", "essay"),
        ("Ceritakan. {####Terima kasih}", "essay"),
        ("Bacalah naskah di bawah.", "description"),
        ("Buka {=a ~b", "tidak ditutup"),
        ("Tutup =a ~b}", "tanpa {"),
        ("Dua {=a ~b} pasang {=c ~d}", "sepasang"),
        ("Satu saja {=a ~}", "kosong"),
        ("Tunggal {~a}", "1 jawaban"),
        ("Dua dari dua {~%50%a ~%50%b}", "2 jawaban"),
        ("Banyak {=a ~b ~c ~d ~e ~f ~g}", "7 jawaban"),
        ("Berat {=a ~%150%b}", "melewati"),
        ("Awal {teks ~a =b}", "sebelum jawaban pertama"),
        ("{=a ~b}", "kosong"),
    ],
)
def test_what_cannot_be_a_scenario_is_refused_by_name_and_line(text, name):
    reading = read_gift(f"// pembuka\n\n::Sah::Apa?{{=a ~b}}\n\n{text}\n\nApa lagi?{{T}}")
    assert len(reading.drafts) == 2
    ((line, message),) = refusals(reading)
    assert line == 5 and name in message
