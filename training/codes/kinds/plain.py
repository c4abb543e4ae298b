"""Plain text in whatever encoding it was saved: a byte order mark decides, then UTF-8, then a guess."""

import codecs
import re
import unicodedata

from .source import Source, Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSES = ["cp1252", "mac_roman", "cp850"]
SAMPLE = 200_000
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def read_plain(data: bytes, *, name: str) -> Source:
    """The text of `data`, composed (NFC). Raises Unreadable, naming the byte or line that is no text."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "")
    encoding = marked or wide(data) or "utf-8"
    notes: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or mostly_utf8(data):
            raise not_decodable(data, error, encoding, name) from None
        encoding = guess(data, error, name)
        text = data.decode(encoding)
        notes = (f"Berkas bukan UTF-8; dibaca sebagai {encoding}. Periksa tanda kutip dan huruf beraksen.",)
    return Source(composed(text, name=name), "txt", encoding.removesuffix("-sig"), notes=notes)


def composed(text: str, *, name: str) -> str:
    """`text` in NFC. Raises Unreadable when it holds a NUL, or control characters all over."""
    if (place := text.find("\0")) >= 0:
        line = text.count("\n", 0, place) + 1
        raise Unreadable(name, "Ada karakter nol; berkas ini tampaknya bukan teks.", line=line)
    controls = CONTROL.findall(text)
    if len(controls) * 200 > len(text) + 400:
        found = CONTROL.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        raise Unreadable(name, "Banyak karakter kendali; berkas ini tampaknya bukan teks.", line=line)
    return unicodedata.normalize("NFC", text)


def wide(data: bytes) -> str:
    """UTF-16 without a mark: in Latin text every other byte is nought."""
    head = data[: 4096 - len(data) % 2]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd * 2 > len(head) // 2 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even * 2 > len(head) // 2 and odd == 0 else ""


def mostly_utf8(data: bytes) -> bool:
    """UTF-8 with damage: more letters that are well formed than bytes that are not."""
    lenient = data.decode("utf-8", errors="replace")
    bad = lenient.count("\ufffd")
    return sum(1 for character in lenient if ord(character) > 127) > 2 * bad


def guess(data: bytes, error: UnicodeDecodeError, name: str) -> str:
    """The likeliest encoding of the lines that are not ASCII, which must then hold for all of them."""
    from charset_normalizer import from_bytes

    telling = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:SAMPLE]
    best = from_bytes(telling, cp_isolation=GUESSES).best()
    if best is None or b"\0" in data:
        raise not_decodable(data, error, "utf-8", name)
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError as second:
        raise not_decodable(data, second, best.encoding, name) from None
    return str(best.encoding)


def not_decodable(data: bytes, error: UnicodeDecodeError, encoding: str, name: str) -> Unreadable:
    # The utf-8-sig codec counts from behind the mark.
    start = error.start + len(data) - len(error.object)
    shown = encoding.removesuffix("-sig").upper()
    message = (
        f"Byte ke-{start + 1} (0x{data[start]:02X}) bukan {shown}, dan jenis hurufnya tidak dapat ditebak. "
        "Simpan ulang berkas sebagai UTF-8."
    )
    return Unreadable(name, message, line=data.count(b"\n", 0, start) + 1)
