"""What a trial says of each row; nothing stands in a database here."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.people.importing.matching import Office, Standing
from training.people.importing.options import Options
from training.people.importing.planning import Entry, plan
from training.people.importing.records import Record, record_of
from training.people.importing.unit_names import KnownUnit, key_of

NIP, OTHER = "198603092015051001", "199001152015031006"
PLACES = {"name": 0, "nip": 1, "email": 2, "unit": 3, "parent": 4, "position": 5}
TODAY = date(2026, 11, 22)


def record(row: int = 2, **cells: str) -> Record:
    return record_of(row, {"name": "Budi", "nip": "", "email": "", "unit": "Seksi A", **cells}, PLACES)


def standing(number: int = 1, **told: str) -> Standing:
    known = {"name": "Budi", "unit": "Seksi A", "nip": "", "email": "", "position": ""} | told
    return Standing(number, f"ref{number}", known)


def office(*people: Standing, units: tuple[str, ...] = ("Seksi A", "Seksi B")) -> Office:
    found = Office("Dinas Contoh", units={key_of(name): KnownUnit(name) for name in units})
    for one in people:
        if one.told["nip"]:
            found.nips[one.told["nip"]] = one
        if one.told["email"]:
            found.emails[one.told["email"]] = one
        found.names.setdefault(key_of(one.told["name"]), []).append(one)
    return found


def judged(records: list[Record], here: Office, **options: bool) -> list[Entry]:
    return plan(records, here, Options(TODAY, **options), PLACES).entries


def only(one: Record, here: Office, **options: bool) -> Entry:
    [entry] = judged([one], here, **options)
    return entry


def test_a_number_nobody_has_is_a_new_person():
    assert only(record(nip=NIP), office()).action == "new"


def test_a_known_number_is_changed_field_by_field_or_left_alone():
    here = office(standing(nip=NIP, position="Petugas"))
    assert only(record(nip=NIP, position="Petugas"), here).action == "same"
    entry = only(record(nip=NIP, name="Budi Santoso", unit="Seksi B", position=""), here)
    assert (entry.action, entry.changes) == (
        "changed",
        [("name", "Budi", "Budi Santoso"), ("unit", "Seksi A", "Seksi B")],
    )
    assert only(record(nip=NIP, name="BUDI"), here, keep_names=True).action == "same"


def test_the_address_tells_who_it_is_when_the_number_does_not():
    here = office(standing(email="budi@contoh.id"))
    entry = only(record(nip=NIP, email="Budi@Contoh.id"), here)
    assert entry.changes == [("nip", "", NIP)]
    damaged = office(standing(email="budi@contoh.id", nip=f"{NIP[:15]}000"))
    assert only(record(nip=NIP, email="budi@contoh.id"), damaged).changes == [("nip", f"{NIP[:15]}000", NIP)]


@pytest.mark.parametrize(
    ("cells", "people", "slug"),
    [
        ({"name": ""}, [], "no_name"),
        ({"name": "12345"}, [], "no_letters"),
        ({"unit": ""}, [], "no_unit"),
        ({"unit": "Seksi Z"}, [], "unit_unknown"),
        ({"name": "B" * 201}, [], "too_long"),
        ({"joined_on": "31-02-2020"}, [], "bad_day"),
        (
            {"nip": NIP, "email": "ani@contoh.id"},
            [standing(nip=OTHER, email="ani@contoh.id")],
            "email_of_another",
        ),
        ({}, [standing(nip=NIP), standing(2, nip=OTHER)], "several_same"),
        ({"position": "Kepala"}, [standing()], "perhaps_same"),
    ],
)
def test_rows_are_refused_with_the_reason(cells, people, slug):
    entry = only(record(**cells), office(*people))
    assert entry.action == "rejected"
    assert [fault.slug for fault in entry.faults] == [slug]


def test_the_place_of_a_fault_is_its_column():
    [fault] = only(record(joined_on="kemarin"), office()).faults
    assert (fault.place, fault.detail) == (-1, "kemarin")
    [fault] = only(record(unit="Seksi Z"), office()).faults
    assert fault.place == PLACES["unit"]


def test_rows_with_the_same_number_name_each_other():
    entries = judged([record(2, nip=NIP), record(7, nip=f"'{NIP}"), record(9, nip=OTHER)], office())
    assert [entry.action for entry in entries] == ["rejected", "rejected", "new"]
    assert [entry.faults[0].detail for entry in entries[:2]] == ["7", "2"]


def test_two_rows_that_mean_one_person_both_wait():
    here = office(standing(nip=NIP, email="budi@contoh.id"))
    entries = judged([record(2, nip=NIP), record(3, name="Budi S", email="budi@contoh.id")], here)
    assert {entry.action for entry in entries} == {"rejected"}


def test_somebody_of_another_agency_is_not_touched_nor_told_of():
    here = office()
    here.nips[NIP] = Standing(told={"nip": NIP}, elsewhere=True)
    entry = only(record(nip=NIP), here)
    assert (entry.action, entry.person, entry.faults[0].slug) == ("rejected", 0, "nip_elsewhere")


def test_the_same_name_and_unit_only_suggest_until_it_is_ticked():
    here = office(standing())
    assert only(record(nip=NIP), here).faults[0].slug == "perhaps_same"
    assert only(record(nip=NIP), here, same_by_name=True).changes == [("nip", "", NIP)]
    assert only(record(), here).action == "same"


def test_damaged_numbers_warn_and_the_row_goes_on():
    entry = only(record(nip="1.98609E+17", email="x"), office())
    assert entry.action == "new"
    assert {doubt.slug for doubt in entry.doubts} == {"nip_scientific", "email", "no_identifier"}


def test_who_left_is_not_brought_back_by_a_sheet():
    gone = Standing(1, "ref1", {"name": "Budi", "nip": NIP, "email": "", "unit": ""}, here=False)
    assert only(record(nip=NIP), office(gone)).faults[0].slug == "gone"


def test_missing_units_are_made_parents_first_when_ticked():
    records = [record(2, nip=NIP, unit="Loket 1", parent="Bidang X"), record(3, nip=OTHER, unit="Bidang X")]
    found = plan(records, office(), Options(TODAY, create_units=True), PLACES)
    assert found.units == [("Bidang X", ""), ("Loket 1", "Bidang X")]
    assert plan(records, office(), Options(TODAY), PLACES).wanted == ["Loket 1", "Bidang X"]


def test_units_only_refused_rows_name_are_not_made():
    records = [record(2, name="", unit="Loket 1"), record(3, nip=NIP)]
    assert plan(records, office(), Options(TODAY, create_units=True), PLACES).units == []


def test_a_name_beneath_two_units_is_two_units():
    records = [
        record(2, nip=NIP, unit="Tata Usaha", parent="Seksi A"),
        record(3, nip=OTHER, unit="Tata Usaha", parent="Seksi B"),
    ]
    found = plan(records, office(), Options(TODAY, create_units=True), PLACES)
    assert found.units == [("Tata Usaha (Seksi A)", "Seksi A"), ("Tata Usaha (Seksi B)", "Seksi B")]


def test_a_loop_of_units_is_refused_and_its_way_named():
    records = [
        record(2, nip=NIP, unit="Bidang X", parent="Loket 1"),
        record(3, nip=OTHER, unit="Loket 1", parent="Bidang X"),
    ]
    found = plan(records, office(), Options(TODAY, create_units=True), PLACES)
    assert [entry.faults[0].slug for entry in found.entries] == ["unit_loop", "unit_loop"]
    assert found.entries[0].faults[0].detail == "Bidang X › Loket 1 › Bidang X"
    assert found.units == []


def test_a_unit_beneath_itself_or_the_agency_stands_at_the_top():
    records = [
        record(2, nip=NIP, unit="Pusat", parent="Pusat"),
        record(3, nip=OTHER, unit="Sekre", parent="Dinas Contoh"),
    ]
    found = plan(records, office(), Options(TODAY, create_units=True), PLACES)
    assert found.units == [("Pusat", ""), ("Sekre", "")]


def test_an_endless_way_up_is_stopped():
    records = [record(n, nip="", name=f"P {n}", unit=f"U{n}", parent=f"U{n + 1}") for n in range(2, 300)]
    found = plan(records, office(), Options(TODAY, create_units=True), PLACES)
    assert found.entries[0].faults[0].slug == "unit_loop"


def test_an_entry_survives_being_kept():
    [entry] = judged([record(nip=NIP, joined_on="x")], office())
    assert Entry.from_dict(entry.to_dict()) == entry


NAMES = st.sampled_from(["Budi", "Ani", ""])
CELLS = st.builds(
    lambda name, nip, email, unit, parent: {
        "name": name,
        "nip": nip,
        "email": email,
        "unit": unit,
        "parent": parent,
    },
    NAMES,
    st.sampled_from(["", NIP, OTHER, "1.9E+17"]),
    st.sampled_from(["", "a@b.id", "c@d.id"]),
    st.sampled_from(["", "Seksi A", "X", "Y", "Z"]),
    st.sampled_from(["", "X", "Y", "Z"]),
)


@given(st.lists(CELLS, max_size=8), st.booleans(), st.booleans())
def test_every_row_has_one_fate_and_no_number_is_written_twice(rows, create, same):
    here = office(standing(nip=OTHER, email="a@b.id"), standing(2, name="Ani"))
    records = [record_of(n, cells, PLACES) for n, cells in enumerate(rows, start=2)]
    found = plan(records, here, Options(TODAY, create_units=create, same_by_name=same), PLACES)
    assert [entry.row for entry in found.entries] == [one.row for one in records]
    written = [entry for entry in found.entries if entry.action in ("new", "changed")]
    for field in ("nip", "email"):
        values = [entry.told[field] for entry in written if entry.told.get(field)]
        assert len(values) == len(set(values))
    people = [entry.person for entry in written if entry.person]
    assert len(people) == len(set(people))
    assert all(bool(entry.faults) == (entry.action == "rejected") for entry in found.entries)
    made = {name for name, _parent in found.units}
    assert all(
        entry.told["unit"] in made | {"Seksi A", "Seksi B"} for entry in written if entry.action == "new"
    )
