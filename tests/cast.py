"""The people of the tests: the invented demo office, by first name."""

from dataclasses import dataclass

from training.demo.cast import DINSOS, DISDUKCAPIL, OFFICIALS, PASSWORD, Character


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
# They are there only after `load_officials`.
OFFICES = {"dinsos-banten": "dinsos", "disdukcapil-palangkaraya": "disdukcapil"}
MEMBERS |= {c.key: _member(c, OFFICES[slug], slug) for slug, people in OFFICIALS.items() for c in people}

sari, bayu, hesti, agus, dewi, joko, ningsih, farid = (MEMBERS[c.key] for c in DINSOS)
rangga, maya, yusuf, lina = (MEMBERS[c.key] for c in DISDUKCAPIL)
ratna, wahyu, kartika, hendra, sulastri, imam, yanti, tomi = (
    MEMBERS[c.key] for c in OFFICIALS["dinsos-banten"]
)
gita, surya = (MEMBERS[c.key] for c in OFFICIALS["disdukcapil-palangkaraya"])
