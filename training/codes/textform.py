"""A code as plain text in a form of its own: one line says one thing, so that reading it back loses nothing.

The first line names the form. Words are composed (NFC) with single spaces, as the fingerprint counts them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from .reader.document import Clause, Document, Finding, Section, Severity
from .rules import plain

FORM = "Naskah kode etik dalam bentuk Adab 1"
KINDS = {
    "value": "nilai dasar",
    "standard": "standar",
    "obligation": "kewajiban",
    "prohibition": "larangan",
    "sanction": "sanksi",
    "award": "penghargaan",
    "definition": "pengertian",
    "procedure": "tata cara",
}
KEYS = {name: key for key, name in KINDS.items()}
UNTRAINED = ("Dilatih", "tidak")
ABOUT = ("Kode", "Versi", "Dasar", "Ditetapkan", "Berlaku sejak", "Sidik teks")


class ClauseLike(Protocol):
    """A clause of a document or of a kept version."""

    @property
    def label(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def group(self) -> str | None: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def trainable(self) -> bool: ...


class SectionLike(Protocol):
    """A section of a document or of a kept version."""

    @property
    def label(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def trainable(self) -> bool: ...
    @property
    def clauses(self) -> Sequence[ClauseLike]: ...


def write_form(title: str, sections: Iterable[SectionLike], about: Mapping[str, str]) -> str:
    """The text of a code. `about` (keys of `ABOUT`) is for people; reading passes it over."""
    blocks = [[("Judul", title), *about.items()]]
    for section in sections:
        blocks.append([("Bagian", section.label), ("Nama", section.title), ("Jenis", _name(section.kind))])
        blocks[-1] += [] if section.trainable else [UNTRAINED]
        blocks += [_clause_lines(clause) for clause in section.clauses]
    return f"{FORM}\n" + "".join(f"\n{_block(lines)}" for lines in blocks)


def read_form(text: str) -> Document | None:
    """The document that `write_form` wrote; None for a text in any other form.

    A line or block that cannot be used is an error with its line; the rest is read.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines) or lines[first].strip() != FORM:
        return None
    reading = _Reading()
    for block in _blocks(lines, first + 1):
        reading.take(block)
    return Document(reading.title, tuple(reading.done()), tuple(reading.findings))


@dataclass
class _Block:
    """Lines that stand together: key to (value, line), from the line `start`."""

    start: int
    values: dict[str, tuple[str, int]] = field(default_factory=dict)
    strange: list[int] = field(default_factory=list)

    def get(self, key: str) -> str:
        return self.values.pop(key, ("", 0))[0]


@dataclass
class _Reading:
    """What has been read so far."""

    title: str = ""
    sections: list[tuple[Section, list[Clause]]] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def take(self, block: _Block) -> None:
        """One block: a clause, a section, or what the text says about itself."""
        if "Butir" in block.values:
            self._take_clause(block)
        elif "Bagian" in block.values:
            self._take_section(block)
        else:
            self.title = plain(block.get("Judul")) or self.title
            for key in ABOUT:
                block.get(key)
        for line in (*block.strange, *(line for _value, line in block.values.values())):
            self._doubt(line, "error", "Baris ini tidak dikenal dalam bentuk Adab dan tidak dibaca.")

    def done(self) -> Iterator[Section]:
        """The sections with their clauses."""
        for head, clauses in self.sections:
            yield Section(head.label, head.title, head.kind, head.line, head.trainable, tuple(clauses))

    def _take_section(self, block: _Block) -> None:
        label, title = plain(block.get("Bagian")), plain(block.get("Nama"))
        kind, trainable = self._kind(block), _trainable(block)
        self.sections.append((Section(label, title, kind, block.start, trainable), []))

    def _take_clause(self, block: _Block) -> None:
        last = block.values.get("Teks", ("", block.start))[1]
        address, words = plain(block.get("Butir")), plain(block.get("Teks"))
        label, parent, group = (plain(block.get(key)) for key in ("Nomor", "Induk", "Kelompok"))
        kind, trainable = self._kind(block), _trainable(block)
        if not address or not words:
            self._doubt(block.start, "error", "Butir ini tidak punya alamat atau teks dan tidak dibaca.")
        elif address in self.addresses:
            self._doubt(block.start, "error", f"Alamat {address} sudah dipakai; butir ini tidak dibaca.")
        else:
            self.addresses.add(address)
            self.sections = self.sections or [(Section("", "", kind, block.start, True), [])]
            made = Clause(label, address, words, kind, block.start, last, parent or None, group or None)
            self.sections[-1][1].append(replace(made, trainable=trainable))

    def _kind(self, block: _Block) -> str:
        name, line = block.values.pop("Jenis", ("", block.start))
        if name in KEYS:
            return KEYS[name]
        self._doubt(line, "warning", f"Jenis “{name[:40]}” tidak dikenal; dibaca sebagai standar.")
        return "standard"

    def _doubt(self, line: int, severity: Severity, words: str) -> None:
        self.findings.append(Finding("own-form", line, severity, f"Baris {line}: {words}"))


def _blocks(lines: Sequence[str], start: int) -> list[_Block]:
    """The blocks between blank lines; line numbers count from 1."""
    blocks: list[_Block] = []
    within = False
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.strip() and not within:
            blocks.append(_Block(number))
        within = bool(line.strip())
        if not within:
            continue
        key, colon, value = line.partition(":")
        if colon and key.strip() not in blocks[-1].values:
            blocks[-1].values[key.strip()] = value.strip(), number
        else:
            blocks[-1].strange.append(number)
    return blocks


def _trainable(block: _Block) -> bool:
    return block.get(UNTRAINED[0]) != UNTRAINED[1]


def _clause_lines(clause: ClauseLike) -> list[tuple[str, str]]:
    told = [("Butir", clause.address), ("Nomor", clause.label), ("Jenis", _name(clause.kind))]
    told += [("Kelompok", clause.group)] if clause.group else []
    told += [("Induk", clause.parent)] if clause.parent else []
    told += [] if clause.trainable else [UNTRAINED]
    return [*told, ("Teks", clause.text)]


def _block(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{key}: {plain(value)}".rstrip() + "\n" for key, value in lines)


def _name(kind: str) -> str:
    return KINDS.get(kind, KINDS["standard"])
