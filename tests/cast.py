"""The people of the tests: the invented demo office, by first name."""

from dataclasses import dataclass

from training.demo import DINSOS, DISDUKCAPIL, PASSWORD, Character


@dataclass(frozen=True)
class Member:
    """How somebody of the cast signs in, and where they belong."""

    name: str
    nip: str
    email: str
    agency: str
    password: str = PASSWORD


def _member(character: Character, domain: str, agency: str) -> Member:
    return Member(character.name, character.nip, f"{character.key}@{domain}.contoh.id", agency)


MEMBERS = {c.key: _member(c, "dinsos", "dinsos-banten") for c in DINSOS} | {
    c.key: _member(c, "disdukcapil", "disdukcapil-palangkaraya") for c in DISDUKCAPIL
}

sari, bayu, hesti, agus, dewi, joko, ningsih, farid = (MEMBERS[c.key] for c in DINSOS)
rangga, maya, yusuf, lina = (MEMBERS[c.key] for c in DISDUKCAPIL)
