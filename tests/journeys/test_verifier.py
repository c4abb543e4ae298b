"""The verifier in the browser: offline, from a file, and it finds what the other verifier finds."""

from __future__ import annotations

import os
import shutil
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.ledger import pack_tampering, rotation_tampering
from tests.ledger.pack_tampering import Pack, in_folder, zipped
from tests.ledger.tampering import ACTS, rewrite, roll_back
from tests.ledger.test_packs import make as make_pack
from tests.ledger.test_record import add_version
from tests.ledger.test_rotating import make as make_rotated
from tests.ledger.test_verifier import make as make_export
from tests.ledger.test_verifier import opened
from training.core.clock import now
from training.core.db import db
from training.ledger.cosigning import cosign
from training.ledger.exporting import BROWSER_VERIFIER
from training.ledger.notes import COSIGNATURE, VerifierKey, growth_text, open_note
from training.ledger.receipts import grown
from training.ledger.signing import public_key, sign_latest
from training.ledger.verifier import check

from .conftest import PHONE

# Enough for every run; `ADAB_PLACES=20` asks as many as docs/ledger.md tells of.
PLACES = int(os.environ.get("ADAB_PLACES", "4"))
ORIGIN = "adab.contoh.id/ledger"
RUN = """async ([batch, older, keys, proofs]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const found = [];
  for (const files of batch) {
    const given = Object.entries(files).map(([name, text]) => [name, bytes(text)]);
    const said = await Adab.check(given, older, keys, async () => {}, proofs ?? []);
    found.push(said.faults.map((fault) => [fault.place, fault.said, fault.said_en]));
  }
  return found;
}"""

Found = set[tuple[str, str, str]]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page opened from a file, with the network cut; anything it says to the console fails the test."""
    shutil.copyfile(BROWSER_VERIFIER, tmp_path / "verifier.html")
    context = browser.new_context(viewport=PHONE, offline=True, locale="id-ID")
    opened_page, said = context.new_page(), []
    opened_page.on("console", lambda message: said.append(message.text))
    opened_page.on("pageerror", lambda error: said.append(str(error)))
    opened_page.goto((tmp_path / "verifier.html").as_uri())
    yield opened_page
    context.close()
    assert said == []


@pytest.fixture
def export(app: Flask, tmp_path: Path) -> tuple[Path, str]:
    return make_export(app, tmp_path)


@pytest.fixture
def pack(app: Flask, tmp_path: Path) -> bytes:
    with app.app_context():
        return make_pack(tmp_path / "keys")


def read(folder: Path) -> dict[str, str]:
    """A folder's files for the page; the verifiers themselves are passed over to spare the wire."""
    files = (each for each in folder.rglob("*") if each.is_file() and each.name != "verifier.html")
    return {each.relative_to(folder).as_posix(): b64encode(each.read_bytes()).decode() for each in files}


def both(
    page: Page, folders: list[Path], older: list[str], keys: list[str], proofs: tuple[str, ...] = ()
) -> list[Found]:
    """What the page found in each folder, after asking that the other verifier found the same."""
    said = page.evaluate(RUN, [[read(folder) for folder in folders], older, keys, list(proofs)])
    seen = [{tuple(fault) for fault in faults} for faults in said]
    for folder, found in zip(folders, seen, strict=True):
        assert found == {tuple(fault) for fault in check(folder, older, keys, proofs)[0]}, folder.name
    return seen


def test_both_are_quiet_about_a_clean_export(page: Page, export: tuple[Path, str]) -> None:
    folder, older = export
    key = (folder / "keys").read_text().strip()
    assert both(page, [folder], [], []) == [set()]
    assert both(page, [folder], [older], [key]) == [set()]


def test_both_read_what_witnesses_say(page: Page, export: tuple[Path, str], tmp_path: Path) -> None:
    folder, older = export
    secret = Ed25519PrivateKey.from_private_bytes(b"\x03" * 32)
    key = str(VerifierKey("saksi.contoh.id", secret.public_key().public_bytes_raw(), COSIGNATURE))
    changed = opened(folder)
    line = cosign(changed.notes[-1], secret, "saksi.contoh.id", datetime(2026, 11, 22, tzinfo=UTC))
    changed.notes[-1] += f"{line}\n"
    changed.save()
    assert both(page, [folder], [older], []) == both(page, [folder], [older], [key]) == [set()]
    seen = page.evaluate(
        RUN.replace(
            "said.faults.map((fault) => [fault.place, fault.said, fault.said_en])",
            "said.summary.map((each) => each.value[0])",
        ),
        [[read(folder)], [], [key]],
    )
    assert any("saksi.contoh.id" in value and "2026-11-22T00:00:00" in value for value in seen[0])
    changed.notes[-1] = changed.notes[-1].replace(
        line, cosign(changed.notes[0], secret, "saksi.contoh.id", datetime.now(UTC))
    )
    changed.save()
    assert both(page, [folder], [older], []) == [set()], "without its key nobody can tell"
    [found] = both(page, [folder], [older], [key])
    assert {fault[1] for fault in found} >= {"tanda tangannya tidak cocok dengan isinya"}


def test_both_find_the_same_in_every_tampered_export(
    page: Page, export: tuple[Path, str], tmp_path: Path
) -> None:
    folder, older = export
    size = len(opened(folder).leaves) - 1
    for act in [*ACTS, rewrite, roll_back]:
        signed = int(older.split("\n")[1]) - 1
        copies = []
        for place in Random(act.__name__).sample(
            range(signed if act in (rewrite, roll_back) else size), PLACES
        ):
            copies.append(folder.with_name(f"{act.__name__}-{place}"))
            shutil.copytree(folder, copies[-1])
            changed = opened(copies[-1])
            act(changed, place)
            changed.save()
        assert all(both(page, copies, [older], [])), act.__name__
        for copy in copies:
            shutil.rmtree(copy)


def test_both_find_the_same_in_every_tampered_pack(page: Page, pack: bytes, tmp_path: Path) -> None:
    clean = Pack(pack)
    clean.files.pop("verifier.html")
    assert both(page, [in_folder(clean.save(), tmp_path / "bersih")], [], []) == [set()]
    for act in pack_tampering.ACTS:
        copies = []
        for place in range(PLACES):
            changed = Pack(pack)
            changed.files.pop("verifier.html")
            act(changed, place)
            copies.append(in_folder(changed.save(), tmp_path / f"{act.__name__}-{place}"))
        assert all(both(page, copies, [], [])), act.__name__


@pytest.mark.parametrize("lost", [False, True], ids=["agreed", "lost"])
def test_both_find_the_same_where_the_key_was_changed(
    page: Page, app: Flask, tmp_path: Path, lost: bool
) -> None:
    log = make_rotated(app, tmp_path, lost=lost)
    trusted = [([], []), (log.notes[:1], []), (log.notes, log.keys[1:]), ([], log.keys[:1])]
    clean = [both(page, [log.folder], notes, keys) for notes, keys in trusted]
    assert [found != [set()] for found in clean] == [False, lost, False, lost]
    for act in rotation_tampering.ACTS:
        copies = []
        for place in range(PLACES):
            copies.append(log.folder.with_name(f"{act.__name__}-{place}"))
            shutil.copytree(log.folder, copies[-1])
            changed = rotation_tampering.opened(copies[-1], log.stolen)
            act(changed, place, log.stolen)
            changed.save()
        for notes, keys in trusted[:2] + trusted[3:]:
            found = both(page, copies, notes, keys)
            assert all(found) or not (notes or keys), act.__name__
        for copy in copies:
            shutil.rmtree(copy)


def test_both_compare_a_pack_with_a_note_of_another_size(page: Page, app: Flask, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    with app.app_context():
        notes = []
        for size in range(6):
            for number in range(size + 1):
                add_version(100 * size + number)
            db.session.commit()
            notes.append(sign_latest(keys, ORIGIN, now=now()))
        made = Pack(make_pack(keys))
        mine = open_note(made.files["checkpoint"].decode(), [public_key(keys, ORIGIN)]).size
        add_version(9000)
        db.session.commit()
        notes.append(sign_latest(keys, ORIGIN, now=now()))
        sizes = [int(note.split("\n")[1]) for note in notes]
        pairs = [(min(size, mine), max(size, mine)) for size in sizes]
        texts = dict(zip(sizes, notes, strict=True)) | {mine: made.files["checkpoint"].decode()}
        proofs = [growth_text(old, grown(old, new), texts[new]) for old, new in pairs]
    made.files.pop("verifier.html")
    folder = in_folder(made.save(), tmp_path / "paket")
    assert both(page, [folder], notes, [], tuple(proofs)) == [set()]
    [missing] = both(page, [folder], notes, [])
    assert len(missing) == len(notes)
    for at, proof in enumerate(proofs):
        lines = proof.split("\n")
        for wrong in (
            "\n".join([lines[0], "A" * 43 + "=", *lines[2:]]),
            "\n".join([lines[0], *lines[2:]]),
            "\n".join([lines[0], lines[1], *lines[1:]]),
            "old x" + proof[5:],
            proof[:30],
            "",
        ):
            [found] = both(page, [folder], [notes[at]], [], (wrong,))
            assert found, wrong
    forged = "A" * 43 + "="
    other = notes[0].replace(notes[0].split("\n")[2], forged)
    assert both(page, [folder], [other], [], tuple(proofs)) != [set()]


def test_bytes_changed_at_random_are_found_by_both(
    page: Page, export: tuple[Path, str], tmp_path: Path
) -> None:
    """Whatever is in a file, neither falls over it, and they agree."""
    folder, older = export
    chance, copies = Random(5), []
    for number in range(60):
        copies.append(folder.with_name(f"acak-{number}"))
        shutil.copytree(folder, copies[-1])
        name = chance.choice(
            ["leaves.jsonl", "payloads.jsonl", "rows.jsonl", "checkpoints", "keys", "manifest.json"]
        )
        content = bytearray((folder / name).read_bytes())
        for _ in range(chance.choice((1, 1, 3))):
            content[chance.randrange(len(content))] = chance.choice(b'\x00\n"{}[]0159aA\\,:\xff ')
        (copies[-1] / name).write_bytes(content)
    found = both(page, copies, [older], [])
    same = [copy for copy, faults in zip(copies, found, strict=True) if not faults]
    assert all(read(copy) == read(folder) or (copy / "manifest.json").read_bytes() for copy in same)
    assert len(same) < 10, "only what the manifest says in passing may change unseen"


VECTORS = [  # RFC 8032, 7.1: key, signature, message of tests 1, 2, 3 and SHA(abc)
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "72",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        "af82",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ),
]
SIGNATURES = """async (vectors) => {
  const bent = (bytes, at) => bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
  const found = [];
  for (const way of [Adab.plainEd25519, Adab.builtInEd25519]) {
    for (const vector of vectors) {
      const [key, signature, message] = vector.map(Adab.fromHex);
      found.push(await way(key, signature, message));
      found.push(!(await way(key, bent(signature, 3), message)), !(await way(key, bent(signature, 40), message)));
      found.push(!(await way(key, signature, Uint8Array.of(...message, 0))));
    }
  }
  return found;
}"""


def test_its_own_signatures_are_those_of_the_standard(page: Page) -> None:
    assert page.evaluate(SIGNATURES, VECTORS) == [True] * 32
    sizes = [*range(0, 200, 7), 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 1000]
    script = """async (sizes) => { for (const size of sizes) {
      const data = Uint8Array.from({ length: size }, (_, i) => i * 7 + size);
      for (const [name, own] of [["SHA-256", Adab.sha256], ["SHA-512", Adab.sha512]]) {
        const theirs = new Uint8Array(await crypto.subtle.digest(name, data));
        if (Adab.hexOf(theirs) !== Adab.hexOf(own(data))) return `${name} ${size}`;
      } } return ""; }"""
    assert page.evaluate(script, sizes) == ""


def test_a_browser_without_signatures_checks_all_the_same(
    browser: Browser, export: tuple[Path, str], tmp_path: Path
) -> None:
    folder, older = export
    context = browser.new_context(offline=True)
    bare = context.new_page()
    bare.add_init_script("Object.defineProperty(globalThis, 'crypto', { value: undefined })")
    bare.goto(BROWSER_VERIFIER.as_uri())
    assert both(bare, [folder], [older], []) == [set()]
    changed = opened(folder)
    changed.notes[-1] = changed.notes[-1].replace("\u2014", "\u2013")
    changed.save()
    assert both(bare, [folder], [older], []) != [set()]
    context.close()


def choose(page: Page, label: str, what: Any) -> None:
    page.get_by_label(label).set_input_files(what)
    page.get_by_role("button", name="Periksa", exact=True).click()


def test_a_person_checks_a_folder_a_zip_and_a_receipt(
    page: Page, export: tuple[Path, str], pack: bytes, tmp_path: Path
) -> None:
    folder, older = export
    result = page.locator("#result")
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(result).to_contain_text("Belum ada berkas")
    choose(page, "Folder ekspor atau paket", folder)
    expect(result).to_contain_text("Semuanya cocok")
    expect(result).to_contain_text("tidak dibuat ulang")
    page.get_by_text("Lebih kuat").click()
    page.get_by_label("Titik tanda tangan yang pernah").fill(older)
    page.get_by_label("Kunci publik kantor").fill((folder / "keys").read_text())
    page.get_by_role("button", name="Periksa", exact=True).click()
    expect(result).to_contain_text("Juga dengan yang Anda simpan sendiri")
    page.get_by_label("Titik tanda tangan yang pernah").fill("")
    page.get_by_label("Kunci publik kantor").fill("")
    (tmp_path / "bukti.zip").write_bytes(pack)
    choose(page, "Atau berkas", tmp_path / "bukti.zip")
    expect(result).to_contain_text("Semuanya cocok")
    expect(result).to_contain_text("dossier.json")
    changed = Pack(pack)
    pack_tampering.edit_dossier(changed, 0)
    choose(page, "Atau berkas", zipped(changed.save(), tmp_path / "lain.zip"))
    expect(result).to_contain_text("bukan berkas yang dicatat ketika dibekukan")
    page.get_by_role("button", name="English").click()
    expect(result).to_contain_text("is not the file that was frozen")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    receipt = tmp_path / "a.tlog-proof"
    receipt.write_bytes(changed.files[changed.receipt(0)])
    page.get_by_label("Kunci publik kantor").fill(changed.files["keys"].decode())
    choose(page, "Atau berkas", receipt)
    expect(result).to_contain_text("Semuanya cocok")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
