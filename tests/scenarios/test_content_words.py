"""The course that ships is easy to read, introduces itself in English, and dates the figures of the law."""

import re
from statistics import mean

from training.scenarios.wording import legal_figure, words

from .shipped import QUIZZES, lessons, sentences, stories, tell, texts

MEAN_WORDS, MOST_WORDS, MOST_AT_A_NODE = 14, 30, 120
LIMIT = re.compile(r"KPK[^.]*\d+ hari kerja|\d+ hari kerja[^.]*KPK")


def test_reading_is_easy() -> None:
    told = {file: [t for node in doc.nodes.values() for t in texts(node)] for file, doc in stories().items()}
    for file, lesson in lessons().items():
        parts = [re.sub(r"^#.*$", "", part.text, flags=re.M) for part in lesson.parts.values()]
        told[file] = [lesson.opening, *parts, lesson.recap]
    counts = {file: [n for text in found for n in sentences(text)] for file, found in told.items()}
    bad = [
        f"{file}: {mean(lengths):.1f} words a sentence, at most {max(lengths)}"
        for file, lengths in counts.items()
        if mean(lengths) > MEAN_WORDS or max(lengths) > MOST_WORDS
    ]
    assert not bad, tell(bad)


def test_a_scene_fits_a_phone() -> None:
    bad = []
    for file, doc in stories().items():
        for key, node in doc.nodes.items():
            speech = node.speech.says if node.speech else ""
            count = len(words(f"{node.situation or node.ending} {speech} {node.question or ''}"))
            bad += [f"{file}: {key}: {count} words"] if count > MOST_AT_A_NODE else []
    assert not bad, tell(bad)


def test_lessons_take_five_to_eight_honest_minutes() -> None:
    bad = []
    for file, lesson in lessons().items():
        parts = [part.text for part in lesson.parts.values()]
        pace = len(words(" ".join([lesson.opening, *parts, lesson.recap]))) / lesson.minutes
        if not (5 <= lesson.minutes <= 8 and 120 <= pace <= 180):
            bad.append(f"{file}: {lesson.minutes} minutes, {pace:.0f} words a minute")
    assert not bad, tell(bad)


def test_every_module_introduces_itself_in_english() -> None:
    bad = [
        file
        for file, lesson in lessons().items()
        if not lesson.title_en.strip()
        or not lesson.summary_en.strip()
        or lesson.title_en == lesson.title
        or lesson.summary_en == lesson.summary
    ]
    assert not bad, tell(bad)


def test_legal_figures_carry_the_day_they_were_checked() -> None:
    bad = []
    for file, doc in stories().items():
        told = [o.feedback + " " + o.reason for n in doc.decisions.values() for o in n.options]
        bad += [file] if doc.checked is None and any(map(legal_figure, told)) else []
    for file, lesson in lessons().items():
        told = " ".join([lesson.opening, *(part.text for part in lesson.parts.values()), lesson.recap])
        bad += [file] if LIMIT.search(told) and not re.search(r"diperiksa \d+ \w+ \d{4}", told) else []
    assert not bad, tell(bad)


def test_the_guide_quotes_its_example_from_the_file() -> None:
    guide = (QUIZZES / "README.md").read_text(encoding="utf-8")
    [name] = re.findall(r"worked: `\w+` in `([\w-]+\.yaml)`", guide)
    [file] = QUIZZES.glob(f"*/scenarios/{name}")
    source = {line.strip() for line in file.read_text(encoding="utf-8").splitlines()}
    quoted = guide.split("```yaml\n")[1].split("```")[0].splitlines()
    bad = [line for line in quoted if re.sub(r" +# .*", "", line).strip() not in source]
    assert not bad, tell(bad)
