"""What is found in a table and what is not."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from datasets.identifiers.find import find_identifiers
from datasets.simulation import PORTS, simulate
from tests.datasets.identifiers.made_up import containers, ices, imos, plates, ribs

SHARED = Path(os.environ.get("SPC_SHARED", Path(__file__).parents[4] / "shared")) / "realdata"


def kinds(values, name="x"):
    return {found.kind: found for found in find_identifiers(pd.DataFrame({name: values}))}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (imos(50), "imo"),
        ([f"IMO {number}" for number in imos(3)], "imo"),
        (ices(20), "ice"),
        ([f"{ice[:9]} {ice[9:13]} {ice[13:]}" for ice in ices(20)], "ice"),
        (containers(30), "container"),
        ([f"{box[:4]} {box[4:10]}-{box[10]}".lower() for box in containers(30)], "container"),
        (ribs(10), "iban"),
        (["GB82 WEST 1234 5698 7654 32"], "iban"),
        (plates(40), "plate_latin"),
        (plates(40, between=" | "), "plate_latin"),
        (plates(40, between=""), "plate_latin"),
        (plates(1, letters="أبدهو", between="|"), "plate_arabic"),
        (["١٢٣٤٥ | أ | ٦"], "plate_arabic"),
        (["12345 ه\u0640 6"], "plate_arabic"),
        (["\u200f6-ب-12345\u200f"], "plate_arabic"),
        (["+212 6 61 23 45 67"], "phone"),
        (["00212661234567"], "phone"),
        (["0661234567", "0522987654"], "phone"),
        (["05 22 98 76 54"], "phone"),
        (["+33 6 12 34 56 78"], "phone"),
        (["a.b-c@port.example.ma"], "email"),
        (["Transports Atlas SARL", "Sté Rade", "Ocean Ltd", "Quai SA"] * 3, "firm"),
        (["شركة النقل البحري", "الأمل ش.م.م", "شركة الأطلس"], "firm"),
    ],
)
def test_column_of_identifiers_is_found_without_a_telling_name(values, kind):
    found = kinds(values)
    assert list(found) == [kind]
    assert (found[kind].certainty, found[kind].is_embedded) == ("sure", False)


@pytest.mark.parametrize(
    ("text", "kind", "example"),
    [
        ("appeler le chauffeur au 0661234567 avant midi", "phone", "0········7"),
        ("tél: 06.61.23.45.67/0522987654", "phone", "0············7"),
        ("الاتصال على ٠٦٦١٢٣٤٥٦٧ قبل الدخول", "phone", "0········7"),
        ("écrire à ship@agence.ma, merci", "email", "s············a"),
        ("boîte MSCU6639871 vue au parc", "container", None),
        ("virement sur MA64 0115 1900 0001 2050 0053 4921 svp", "iban", None),
        ("la remorque 12345|أ|6 est en panne", "plate_arabic", "1·······6"),
        ("12345 ب 26 عند البوابة", "plate_arabic", "1········6"),
        ("remorque 12345-A-6 en panne", "plate_latin", "1·······6"),
        ("WW 123456 en panne", "plate_latin", "W·······6"),
        ("navire IMO n° 9319466 attendu", "imo", None),
        ("remis à CIN: BE123456", "cin", "B······6"),
        ("vu par M. Alaoui ce matin à la porte du terminal, sans document d'accompagnement", "person", None),
        ("sous-traité à Trans Nord SARL pour la journée entière, avec deux chauffeurs de plus", "firm", None),
    ],
)
def test_identifier_in_one_remark_of_many_is_found(text, kind, example):
    if kind == "container":
        text = text.replace("MSCU6639871", containers(1)[0])
    if kind == "iban":
        text = text.replace("MA64 0115 1900 0001 2050 0053 4921", "GB82 WEST 1234 5698 7654 32")
    found = kinds(["RAS", "en retard", "chauffeur absent", "document manquant"] * 250 + [text, None])
    assert list(found) == [kind]
    assert (found[kind].count, found[kind].share, found[kind].is_embedded) == (1, round(1 / 1001, 6), True)
    assert example is None or found[kind].example == example


@pytest.mark.parametrize(
    "text",
    [
        "reçu 12 palettes et 100 sacs le 06/12/2024",
        "2024-06-12T08:15:00+01:00",
        "facture 2024-0612345678 du lot 0.0612345678",
        "HS 0702000000",
        "حاوية 12 و 5 طرود",
        "poids 12345 kg, tare 2200",
        "M. le temps est beau",
        "quai 3-A-12",
        "@ voir",
        "version 1.2.3-A-4",
        "taille 40HC, 20DV",
    ],
)
def test_ordinary_remark_is_left_alone(text):
    assert kinds([text, "RAS", "en retard"] * 20) == {}


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("imo", ["9319466", "9319467", "1234568"], "imo"),
        ("N° MMSI", [242123456, 242123457], "mmsi"),
        ("tel", [661234567, 522987654], "phone"),
        ("cin chauffeur", ["BE123456", "K12345"], "cin"),
        ("matricule", ["123-A-6", "8 B 44"], "plate_latin"),
        ("لوحة", ["7 و 6"], "plate_arabic"),
        ("ICE", [1561191000066], "ice"),
        ("navire", ["Amber Bay", "Azur Tide", "Jade Star"], "vessel"),
        ("raison sociale", ["Al Amal", "Trans Nord", "Rade"], "firm"),
        ("chauffeur", ["Alaoui", "Bennani", "Tazi"], "person"),
    ],
)
def test_name_of_the_column_lowers_the_bar(name, values, kind):
    assert kinds(values) == {}
    assert list(kinds(values, name)) == [kind]


def test_numbers_may_be_floats_with_nulls_and_some_check_digits_wrong():
    numbers = [float(number) for number in imos(95)] + [9319467.0, 9319468.0, np.nan, np.nan]
    found = kinds(numbers)["imo"]
    assert (found.count, found.share) == (95, round(95 / 97, 6))


def test_mmsi_of_many_flags_is_found_and_years_are_not():
    rng = np.random.default_rng(4)
    flags = [201, 205, 209, 211, 215, 219, 224, 229, 235, 240, 244, 247, 255, 257, 261, 265, 271, 273, 304, 308, 311]
    flags += [319, 341, 352, 370, 375, 403, 412, 419, 431, 440, 470, 477, 503, 512, 525, 533, 538, 548, 563, 636, 677]
    assert list(kinds([f * 10**6 + int(n) for f in flags for n in rng.integers(0, 10**6, 20)])) == ["mmsi"]
    assert kinds([year * 10**5 + int(n) for year in range(2010, 2026) for n in rng.integers(0, 10**5, 200)]) == {}


def test_cards_without_a_name_are_likely_and_serial_codes_are_not():
    rng = np.random.default_rng(5)
    prefixes = ["A", "B", "BE", "BH", "BK", "C", "D", "EE", "F", "GM", "HA", "IA", "JB", "K", "L", "W"]
    cards = [f"{rng.choice(prefixes)}{number}" for number in rng.integers(10_000, 999_999, 200)]
    assert kinds(cards)["cin"].certainty == "likely"
    assert kinds([f"D{number:06d}" for number in range(200)]) == {}


def test_column_of_persons_is_likely_and_of_towns_is_not():
    firsts, lasts = ("Amina", "Youssef", "Salma", "Omar", "Hind", "Karim", "Nadia"), ("Alaoui", "El Idrissi", "Tazi")
    names = [f"{first} {last}{end}" for first in firsts for last in lasts for end in ("", "a", "i")]
    assert kinds(names)["person"].certainty == "likely"
    assert kinds(["Jorf Lasfar", "Tanger Med", "Safi Atlantique"] * 100) == {}


def test_codes_of_goods_that_read_like_phones_are_told_apart_by_the_name_of_their_column():
    codes = ["0703109019", "0805101091", "0709601099", "0810100095"]
    assert list(kinds(codes)) == ["phone"]
    assert kinds(codes, "Code SH") == {}


def test_column_may_hold_several_kinds():
    found = kinds(["0661234567 ou a@b.ma", "RAS", "12345|أ|6"])
    assert sorted(found) == ["email", "phone", "plate_arabic"]


def test_kind_is_told_once_and_as_surely_as_its_surest_value():
    found = kinds(["12345-A-6", "remorque 23456-B-7 en panne"], "matricule")
    assert (list(found), found["plate_latin"].certainty, found["plate_latin"].count) == (["plate_latin"], "sure", 2)


def test_examples_never_show_the_value():
    frame = pd.DataFrame({"imo": imos(50), "agent": ["Sté Rade"] * 50, "tel": ["+212661234567"] * 50})
    for found in find_identifiers(frame):
        middle = found.example[1:-1]
        assert set(middle) == {"·"}


def test_any_index_categories_and_mixed_values_are_read():
    values = [*imos(20), None, 9319466, 9319467.0, "?"]
    frame = pd.DataFrame({"mixed": pd.Series(values, dtype=object), "kind": pd.Categorical(imos(24))})
    frame.index = pd.RangeIndex(50, 2, -2)
    counts = {found.column: (found.kind, found.count) for found in find_identifiers(frame)}
    assert counts == {"mixed": ("imo", 21), "kind": ("imo", 24)}


def test_nothing_is_found_in_nothing():
    frame = pd.DataFrame(
        {
            "empty": pd.Series([], dtype="str"),
            "none": pd.Series([], dtype=object),
            "numbers": pd.Series([], dtype=float),
            "times": pd.Series([], dtype="datetime64[ns]"),
            "kinds": pd.Categorical([]),
        }
    )
    assert find_identifiers(frame) == []
    nulls = frame.reindex(range(300)).assign(truths=True, blank="", suppressed="*", other="OTHER")
    assert find_identifiers(nulls) == []


def test_two_columns_of_one_name_are_both_looked_at():
    frame = pd.DataFrame([["a@b.ma", "0661234567"]], columns=["x", "x"])
    assert [found.kind for found in find_identifiers(frame)] == ["email", "phone"]


def test_simulated_port_calls_have_four_identifiers_and_its_sea_none():
    extract = simulate(PORTS["MACAS"], years=range(2024, 2025), seed=3)
    found = find_identifiers(extract.port_calls)
    assert [(one.column, one.kind, one.certainty) for one in found] == [
        ("imo", "imo", "sure"),
        ("mmsi", "mmsi", "sure"),
        ("vessel", "vessel", "likely"),
        ("agent", "firm", "likely"),
    ]
    assert find_identifiers(extract.sea) == []


@pytest.mark.parametrize("dtype", [None, str])
def test_real_declarations_of_pseudonyms_codes_and_amounts_have_none(dtype):
    path = SHARED / "kr_customs_train.csv"
    if not path.exists():
        pytest.skip(f"needs {path}; SPC_SHARED names its folder")
    assert find_identifiers(pd.read_csv(path, dtype=dtype)) == []


def test_sample_of_many_distinct_values_reckons_their_number():
    rng = np.random.default_rng(6)
    texts = pd.Series(rng.integers(0, 10**9, 450_000)).astype(str).astype("str")
    texts[::3] = "écrire à " + texts[::3] + "@port.ma"
    found = kinds(texts)["email"]
    assert found.is_embedded
    assert found.share == pytest.approx(1 / 3, abs=0.01)
    assert found.count == pytest.approx(150_000, rel=0.02)
