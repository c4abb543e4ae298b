"""The course that ships keeps its promises: how much there is, how it is spread, what betrays it.

A failure names the files to look at. `quizzes/README.md` says the same to authors.
"""

from collections import defaultdict
from itertools import combinations

import pytest

from training.scenarios.covering.needs import Need
from training.scenarios.document import Node
from training.scenarios.rules import clauses_certain

from .shipped import (
    CHANCE,
    branches,
    copied,
    decisions,
    judged,
    retold,
    stories,
    tell,
    unevenness,
)

PROMISED = Need(duties=3, others=2)
LONGEST = 0.4
COPIED, RETOLD = 0.25, 0.33


def singles() -> dict[str, list[tuple[str, Node]]]:
    """Decisions that choose one option, by code, and by code and number of options where these are many."""
    groups = defaultdict(list)
    for name, node in decisions():
        if node.kind == "one":
            code = name.split("/")[0]
            groups[code].append((name, node))
            groups[f"{code}, {len(node.options)} pilihan"].append((name, node))
    return {name: items for name, items in groups.items() if len(items) >= 20}


def test_lint_has_nothing_to_say() -> None:
    bad = [
        f"{said.file}:{said.finding.line or 1}: {said.finding.message}"
        for code in judged()
        for said in code.said
    ]
    assert not bad, tell(bad)


def test_every_clause_is_tested_often_enough() -> None:
    bad = [
        f"{code.tally.code} {line.address}: {line.live} of {PROMISED.of(line.kind)} ({', '.join(line.slugs)})"
        for code in judged()
        for line in code.tally.taught
        if line.live < PROMISED.of(line.kind)
    ]
    assert not bad, tell(bad)


def test_every_clause_is_tested_whatever_is_chosen() -> None:
    certain = {file: clauses_certain(doc) for file, doc in stories().items()}
    bad = []
    for code in judged():
        for line in code.tally.taught:
            files = {slug: f"{code.tally.code}/scenarios/{slug}.yaml" for slug in line.slugs}
            sure = [slug for slug, file in files.items() if line.address in certain[file]]
            need = PROMISED.of(line.kind)
            if len(sure) < need:
                bad.append(f"{code.tally.code} {line.address}: {len(sure)} of {need} ({', '.join(sure)})")
    assert not bad, "tested on every way through too few stories:" + tell(bad)


@pytest.mark.parametrize(
    ("least", "promised"),
    [
        (120, lambda doc: True),
        (30, branches),
        (15, lambda doc: "benturan" in doc.tags),
        (10, lambda doc: "wajar" in doc.tags),
        (10, lambda doc: any(node.kind == "rank" for node in doc.decisions.values())),
    ],
    ids=["all", "branching", "two clauses in conflict", "nothing wrong", "ranking"],
)
def test_there_are_enough_stories(least, promised) -> None:
    found = [file for file, doc in stories().items() if promised(doc)]
    assert len(found) >= least, tell(found)


def test_tags_say_what_the_stories_are() -> None:
    later = [file for file, doc in stories().items() if "berlanjut" in doc.tags and not branches(doc)]
    assert not later, "berlanjut, but nothing chosen comes back later:" + tell(later)
    single = [
        file
        for file, doc in stories().items()
        if "benturan" in doc.tags
        and len({a for n in doc.decisions.values() for o in n.options for a in o.upholds}) < 2
    ]
    assert not single, "benturan, but only one clause is upheld:" + tell(single)


def test_length_does_not_betray_the_best() -> None:
    for group, items in singles().items():
        longest = [
            name
            for name, node in items
            if all(len(node.best.text) > len(o.text) for o in node.options if o is not node.best)
        ]
        assert len(longest) <= LONGEST * len(items), f"{group}: {len(longest)} of {len(items)}{tell(longest)}"


def test_place_does_not_betray_the_best() -> None:
    for group, items in singles().items():
        chi, degrees, often = unevenness(node for _name, node in items)
        there = [name for name, node in items if node.options.index(node.best) == often]
        found = f"{group}: {len(there)} of {len(items)} in place {often + 1}, chi-square {chi:.1f}"
        assert chi < CHANCE[degrees], found + tell(there)


def test_a_decision_offers_neither_few_nor_many_options() -> None:
    bad = [name for name, node in decisions() if not 3 <= len(node.options) <= 5 + (node.kind == "several")]
    assert not bad, tell(bad)


def test_no_two_scenarios_share_a_situation() -> None:
    said = {name: node.situation or "" for name, node in decisions()}
    bad = [
        f"{one} ~ {other}: {share:.0%} of the words in threes"
        for one, other in combinations(said, 2)
        if one.split(":")[0] != other.split(":")[0] and (share := copied(said[one], said[other])) > COPIED
    ]
    bad += [
        f"{one} ~ {other}: the same things told ({share:.2f})"
        for share, one, other in retold(said)
        if one.split(":")[0] != other.split(":")[0] and share > RETOLD
    ]
    assert not bad, tell(bad)
    titles = [title for doc in stories().values() for title in (doc.title, doc.title_en)]
    assert sorted(titles) == sorted(set(titles))


def test_a_situation_told_again_is_noticed() -> None:
    said = {name: node.situation or "" for name, node in decisions()}
    name = next(name for name in said if "kakek-di-dekat-tiang.yaml: nomor" in name)
    swapped = said[name].replace("kakek", "nenek").replace("64", "71").replace("lorong", "aula")
    assert copied(said[name], swapped) > COPIED
    again = (
        "Kakek Bahar, bertongkat, berdiri di dekat pintu dengan nomor 78. Layar baru menunjukkan nomor 20. "
        "Loket prioritas hari ini dipakai petugas lain. Kursi depan penuh. Ia tidak meminta apa-apa."
    )
    shares = {(one, other): share for share, one, other in retold(said | {"again": again})}
    assert shares[name, "again"] > RETOLD > copied(said[name], again)


def test_every_address_exists() -> None:
    known = {code.tally.code: {line.address for line in code.tally.lines} for code in judged()}
    bad = []
    for file, doc in stories().items():
        cited = {doc.clause} | {node.clause for node in doc.decisions.values()}
        for node in doc.decisions.values():
            cited |= {address for option in node.options for address in (*option.upholds, *option.violates)}
        bad += [f"{file}: {address}" for address in cited - known[file.split("/")[0]]]
    assert not bad, tell(bad)


def test_only_a_violation_is_critical_and_nothing_right_violates() -> None:
    bad = [
        f"{name}: {option.id}"
        for name, node in decisions()
        for option in node.options
        if (option.critical and not (option.grade == "violation" and option.violates))
        or (option.grade in ("best", "acceptable") and option.violates)
    ]
    assert not bad, tell(bad)
