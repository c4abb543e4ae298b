"""Files that describe a code: a document's bytes, and `code.yaml`. Faults carry file, line and path."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .faults import BadFile, Fault

MAX_BYTES = 5 * 1024 * 1024
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
MESSAGES = {
    "missing": "Kunci ini wajib ada.",
    "extra_forbidden": "Kunci ini tidak dikenal.",
    "string_type": "Harus berupa teks.",
    "string_too_short": "Tidak boleh kosong.",
    "string_pattern_mismatch": "Hanya huruf kecil, angka, dan tanda hubung.",
    "int_type": "Harus berupa bilangan bulat.",
    "literal_error": "Pilih salah satu: {expected}.",
    "value_error": "{error}.",
}


class Shape(BaseModel):
    """A part of a content file: every key known, every type exact."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, str_strip_whitespace=True)


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-19") from None


Words = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=SLUG, max_length=80)]
Day = Annotated[date | None, BeforeValidator(_day)]


class AgencyFields(Shape):
    """Whose code it is; `zone` is one of Indonesia's three. The slug stands in certificate numbers."""

    slug: Annotated[Slug, Field(max_length=40)]
    name: Words
    zone: Literal["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]


class SourceFields(Shape):
    """A document text of the code. A draft waits for a person; a published one is in force."""

    file: Words
    state: Literal["published", "draft"]
    note: str = ""


class NoteFields(Shape):
    """A remark on the wording of one clause of the published text."""

    clause: Words
    text: Words


class CodeFields(Shape):
    """`code.yaml`: who issued the code, under which decree, and the texts it is read from."""

    agency: AgencyFields
    title: Words
    title_en: Words
    decree: Words
    decree_date: Day
    in_force_from: Day
    sources: list[SourceFields] = Field(min_length=1)
    notes: list[NoteFields] = []


def decode(data: bytes, *, name: str) -> str:
    """The text of a document's bytes: UTF-8, with or without a byte order mark, composed (NFC).

    Raises BadFile, naming the byte that is not UTF-8, and on what is no text at all.
    """
    if len(data) > MAX_BYTES:
        raise BadFile(name, [Fault(0, "", f"Berkas lebih besar dari {MAX_BYTES // 1024 // 1024} MB.")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (len(data) - len(error.object))
        line = data.count(b"\n", 0, start) + 1
        message = f"Byte ke-{start + 1} (0x{data[start]:02X}) bukan UTF-8. Simpan ulang berkas sebagai UTF-8."
        raise BadFile(name, [Fault(line, "", message)]) from None
    if (found := text.find("\0")) >= 0:
        line = text.count("\n", 0, found) + 1
        raise BadFile(name, [Fault(line, "", "Ada byte nol; berkas ini tampaknya bukan teks.")])
    return unicodedata.normalize("NFC", text)


def read_code(text: str, *, name: str) -> CodeFields:
    """The fields of a `code.yaml`. Raises BadFile with every fault."""
    return read_fields(text, CodeFields, name=name)


S = TypeVar("S", bound=Shape)


def read_fields(text: str, shape: type[S], *, name: str, first_line: int = 1) -> S:
    """YAML `text`, beginning on `first_line` of its file, as a `shape`. Raises BadFile with every fault."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        hint = "Susunan YAML di sini tidak dapat dibaca. Apit teks yang memuat titik dua dengan tanda kutip."
        raise BadFile(name, [Fault(line, "", hint)]) from None
    except YAMLError:
        raise BadFile(
            name, [Fault(first_line, "", "Ada karakter yang tidak boleh dipakai di YAML.")]
        ) from None
    if not isinstance(root, MappingNode):
        raise BadFile(name, [Fault(first_line, "", "Isi harus berupa kunci dan nilai.")])
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    data = _plain(root, "", first_line, lines, faults)
    try:
        found = shape.model_validate(data)
    except ValidationError as error:
        faults += [_explain(detail, lines, first_line) for detail in error.errors(include_url=False)]
        raise BadFile(name, faults) from None
    if faults:
        raise BadFile(name, faults)
    return found


def _plain(node: Node, path: str, first: int, lines: dict[str, int], faults: list[Fault]) -> Any:
    lines.setdefault(path, node.start_mark.line + first)
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if isinstance(node, SequenceNode):
        return [_plain(child, f"{path}[{n}]", first, lines, faults) for n, child in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, child in node.value:
        place = f"{path}.{key.value}" if path else str(key.value)
        line = key.start_mark.line + first
        if str(key.value) in found:
            faults.append(Fault(line, place, f"Kunci ini sudah ada di baris {lines[place]}."))
        lines.setdefault(place, line)
        found[str(key.value)] = _plain(child, place, first, lines, faults)
    return found


def _scalar(node: ScalarNode) -> str | int | None:
    """Texts stay texts: only whole numbers and nothing at all are told apart."""
    if node.style is None and node.value.strip().lower() in {"", "~", "null"}:
        return None
    if node.style is None and node.value.isdecimal() and len(node.value) < 10:
        return int(node.value)
    return str(node.value)


def _explain(detail: Mapping[str, Any], lines: Mapping[str, int], first_line: int) -> Fault:
    path = ""
    for part in detail["loc"]:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    near = path
    while near and near not in lines:
        near = near[: max(near.rfind("."), near.rfind("["), 0)]
    message = MESSAGES.get(detail["type"], "Nilai ini tidak dapat dipakai.").format(**detail.get("ctx", {}))
    return Fault(lines.get(near, first_line), path, message)
