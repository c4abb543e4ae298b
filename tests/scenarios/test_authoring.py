"""Edits of a draft: whatever is done in whatever order, the text reads back as the same story."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from training.scenarios import formats, plain, yamlout, yamltext
from training.scenarios.editor import acts, authoring, pieces
from training.scenarios.fitting import NotEditable
from training.scenarios.remarks import remarks, scattered
from training.scenarios.spelling import clean

from .material import decision, option, scenario, scenarios, texts

scraps = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False)
    | texts
    | st.just(""),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
KEYS = ("title", "clause", "time", "tags", "start", "mood", "nodes", "strange key")
half_options = st.lists(
    st.dictionaries(st.sampled_from(["id", "text", "grade", "next", "upholds", "critical", "x"]), scraps)
    | scraps,
    max_size=4,
)
half_nodes = st.dictionaries(
    st.sampled_from(["situation", "speech", "question", "options", "ending", "kind", "next"]), scraps
) | st.fixed_dictionaries({"options": half_options})
half_written = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(KEYS, scraps),
        "nodes": st.dictionaries(texts | st.sampled_from(["a", "b"]), half_nodes | scraps, max_size=4),
    },
)


@st.composite
def edits(draw, data):
    """One edit of this draft; now and then of a scene or option that is not there."""
    key = draw(st.sampled_from([*data["nodes"], "tidak-ada"]))
    place = draw(st.integers(-1, 4))
    words = {
        "situation": draw(texts).strip(),
        "who": draw(texts).strip(),
        "says": draw(st.sampled_from(["", "Tolong."])),
    }
    changes = {
        "text": clean(draw(texts)),
        "grade": draw(st.sampled_from(["", "best"])),
        "upholds": draw(st.sampled_from([[], ["D.4"]])),
    }
    ending = draw(st.booleans())
    return draw(
        st.sampled_from(
            [
                lambda d: authoring.set_head(d, {"title": words["situation"], "mood": changes["grade"]}),
                lambda d: authoring.set_node(d, key, {k: clean(v) for k, v in words.items()}),
                lambda d: acts.set_option(d, key, place, changes),
                lambda d: acts.add_option(d, key)[0],
                lambda d: acts.duplicate_option(d, key, place)[0],
                lambda d: acts.move_option(d, key, place, 1 if ending else -1)[0],
                lambda d: acts.remove_option(d, key, place)[0],
                lambda d: authoring.add_node(d, ending=ending)[0],
                lambda d: authoring.connect(
                    d, key, place if ending else None, draw(st.sampled_from([*d["nodes"], ""]))
                ),
                lambda d: authoring.connect_new(d, key, place, ending=ending)[0],
                lambda d: authoring.remove_node(d, key)[0],
                lambda d: authoring.rename_node(d, key, words["situation"])[0],
                lambda d: authoring.set_start(d, key),
                lambda d: authoring.change_kind(d, key, draw(st.sampled_from(["one", "several", "rank"])))[0],
            ]
        )
    )


def read_or_line(text):
    """The draft, or the line of what no form can show."""
    try:
        return plain.read(text)
    except NotEditable as hindrance:
        return hindrance.line


def is_sound(data):
    for node in data["nodes"].values():
        letters = [each["id"] for each in node.get("options", [])]
        assert len(letters) == len(set(letters))


@given(st.data(), scenarios() | half_written)
@settings(max_examples=150)
def test_any_sequence_of_edits_reads_back_as_it_was_written(data, values):
    try:
        draft = plain.fitted(values)
    except NotEditable:
        return
    for _ in range(data.draw(st.integers(0, 6))):
        before = plain.digest(draft)
        after = data.draw(edits(draft))(draft)
        assert plain.digest(draft) == before, "an edit leaves what it was given as it was"
        draft = after
        is_sound(draft)
        assert plain.read(plain.write(draft)) == draft
        assert plain.write(plain.read(plain.write(draft))) == plain.write(draft)


@given(half_written)
@example({"nodes": {"0": {"options": [{"id": []}]}}})
@settings(max_examples=150)
def test_a_half_written_draft_is_fitted_or_named_but_never_a_fault(values):
    text = yamlout.write(values)
    draft = read_or_line(text)
    if isinstance(draft, dict):
        is_sound(draft)
        assert plain.fitted(draft) == draft


@given(scraps)
def test_any_values_can_be_written(value):
    reading = yamltext.read(yamlout.write({"x": value}))
    assert not reading.faults
    assert plain.fitted(reading.data)["x"] == plain.fitted({"x": value})["x"]


@given(st.text(max_size=300))
def test_no_text_is_a_fault(text):
    read_or_line(text)
    assert scattered(text) <= len(remarks(text))


def story(**more):
    nodes = {
        "amplop": decision(option("a", "best", next="esok"), option("b", "poor", next="akhir-1")),
        "esok": decision(option("a", "best", next="akhir-1"), option("b", "poor")),
        "akhir-1": {"ending": "Antrean berlanjut."},
    }
    return plain.fitted(scenario(nodes, **more))


def test_a_valid_story_stays_the_story_it_was():
    text = formats.dump(formats.build(scenario(), name="uji"))
    assert plain.write(plain.read(text), text) == text


def test_a_scene_taken_out_is_led_to_by_nobody_and_comes_back_as_it_was():
    before = story()
    data, piece = authoring.remove_node(before, "esok")
    assert "next" not in data["nodes"]["amplop"]["options"][0] and piece["cut"] == [("amplop", "a")]
    assert pieces.severed(data, [piece]) == [("amplop", "a")]
    again, key, _now = pieces.restore(data, piece)
    assert (again, key) == (before, "esok") and pieces.severed(again, [piece]) == []
    assert list(again["nodes"]) == list(before["nodes"])


def test_the_first_scene_taken_out_leaves_the_next_one_as_the_start():
    data, piece = authoring.remove_node(story(), "amplop")
    assert data["start"] == "esok"
    assert pieces.restore(data, piece)[0]["start"] == "amplop"


def test_an_option_comes_back_where_it_stood_with_a_letter_of_its_own():
    data, piece = acts.remove_option(story(), "amplop", 0)
    data, place = acts.add_option(data, "amplop")
    assert data["nodes"]["amplop"]["options"][place]["id"] == "a"
    data, key, _now = pieces.restore(data, piece)
    assert key == "amplop"
    assert [each["id"] for each in data["nodes"]["amplop"]["options"]] == ["c", "b", "a"]


def test_a_new_scene_is_connected_in_one_step():
    data, key = authoring.connect_new(story(), "esok", 1, ending=False)
    assert data["nodes"]["esok"]["options"][1]["next"] == key == "adegan-2"
    assert data["nodes"][key]["clause"] == "D.4"
    assert authoring.connect(data, "esok", 1, "nirwana") == data
    assert "next" not in authoring.connect(data, "esok", 1, "")["nodes"]["esok"]["options"][1]


def test_a_scene_renamed_is_still_led_to():
    data, name = authoring.rename_node(story(), "esok", "Esok pagi, pukul 8!")
    assert name == "esok-pagi-pukul-8"
    assert data["nodes"]["amplop"]["options"][0]["next"] == name and "esok" not in data["nodes"]
    assert authoring.rename_node(story(), "esok", "amplop")[1] == "amplop-2"
    assert authoring.rename_node(story(), "amplop", "***")[1] == "amplop"
    assert authoring.rename_node(story(), "amplop", "Map")[0]["start"] == "map"


@pytest.mark.parametrize("kind", ["several", "rank"])
def test_another_kind_of_question_keeps_what_it_can_and_the_rest_comes_back(kind):
    before = story()
    data, piece = authoring.change_kind(before, "amplop", kind)
    node = data["nodes"]["amplop"]
    assert node["kind"] == kind and node["next"] == "esok" and node["consequence"] == "Cerita berlanjut."
    assert not any({"consequence", "next"} & each.keys() for each in node["options"])
    assert any("grade" in each for each in node["options"]) == (kind == "several")
    again, _key, now = pieces.restore(data, piece)
    assert again == before and now["value"] == node
    assert authoring.change_kind(data, "amplop", "one")[0]["nodes"]["amplop"]["options"][1]["next"] == "esok"


def test_no_more_options_than_the_format_has():
    data = story()
    for _ in range(9):
        data, _place = acts.add_option(data, "amplop")
        data, _place = acts.duplicate_option(data, "amplop", 0)
    assert [each["id"] for each in data["nodes"]["amplop"]["options"]] == [
        "a",
        "d",
        "b",
        "c",
        "e",
        "f",
    ] or len(data["nodes"]["amplop"]["options"]) == 6


def test_only_what_somebody_wrote_is_kept():
    data, key = authoring.add_node(story())
    assert pieces.keep([], authoring.remove_node(data, key)[1]) == []
    assert pieces.keep([], authoring.change_kind(data, key, "rank")[1]) == []
    data, key = authoring.connect_new(story(), "esok", 1, ending=True)
    assert pieces.keep([], authoring.remove_node(data, key)[1]), "what led there is remembered"
    kept = pieces.keep([{}] * 20, acts.remove_option(story(), "esok", 0)[1])
    assert len(kept) == pieces.MOST_PIECES and kept[0]["what"] == "option"


COMMENTED = "# kepala\n\nformat: 1 # di belakang\n# tengah\nnodes:\n  a:\n    situation: |\n      teks # bukan\n      # bukan juga\n"


def test_remarks_go_to_the_head_and_none_is_lost():
    assert remarks(COMMENTED) == ["# kepala", "# di belakang", "# tengah"] and scattered(COMMENTED) == 2
    text = plain.write(plain.read(COMMENTED), COMMENTED)
    assert text.startswith("# kepala\n# di belakang\n# tengah\nformat: 1\n") and "# bukan juga" in text
    assert scattered(text) == 0 and plain.write(plain.read(text), text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [\n", 2),
        ("- a\n", 1),
        ("a: 1\nnodes: [a]\n", 2),
        ("nodes:\n  a:\n    situation: [x]\n", 3),
        ("nodes:\n  a:\n    options: x\n", 3),
        ("a: 1\na: 2\n", 2),
        ("nodes: {" + ", ".join(f"n{i}: {{}}" for i in range(70)) + "}", 1),
    ],
)
def test_what_no_form_can_show_is_named_with_its_line(text, line):
    with pytest.raises(NotEditable) as no:
        plain.read(text)
    assert no.value.line == line


def test_a_draft_typed_by_hand_is_fitted_kindly():
    data = plain.read(
        "time: 10.40\ntags: satu\nnodes:\n  Adegan Satu!:\n    options: [Diam saja, {next: Adegan Satu!, id: a}]\n"
    )
    assert data["time"] == "10.40" and data["tags"] == ["satu"]
    options = data["nodes"]["adegan-satu"]["options"]
    assert [each["id"] for each in options] == ["b", "a"] and options[0]["text"] == "Diam saja"
    assert options[1]["next"] == "adegan-satu"
