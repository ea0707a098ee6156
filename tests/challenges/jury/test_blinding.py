"""Whose a text is: nothing in it tells."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.folding import fold
from challenges.jury.blinding import Instead, Names, blind, blind_pieces

INSTEAD = Instead()
NAMES = Names(teams=("Les Alizés",), people=("Youssef El Amrani",), accounts=("alice", "y.amrani77"))


def told(text, names=NAMES):
    return blind(text, names, instead=INSTEAD)


@pytest.mark.parametrize(
    "spelt",
    [
        "Les Alizés",
        "LES ALIZES",
        "les alizés",
        "LesAlizés",
        "les-alizes",
        "L e s  A l i z é s",
        "Les\nAlizés",
        "Les Alize\u0301s",
        "Les\u00a0Alizés",
        "L.E.S. Alizés",
        "Ｌｅｓ Ａｌｉｚéｓ",
        "l'équipe Alizés",
    ],
)
def test_team_is_found_however_it_is_spelt(spelt):
    assert fold(told(f"Nous, {spelt}, avons une idée.")).count("aliz") == 0
    assert "[team]" in told(f"Nous, {spelt}, avons une idée.")
    assert "avons une idée." in told(f"Nous, {spelt}, avons une idée.")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("فريق المرسى", "نحن فَرِيقُ المَرْسَى من طنجة", "نحن [team] من طنجة"),
        ("فريق المرسى", "نحن وفريق المرسي", "نحن [team]"),
        ("المرسى", "قدمنا هذا للمرسى", "قدمنا هذا [team]"),
        ("مرسى", "وبمرسى طنجة", "[team] طنجة"),
        ("مرسى", "فرسى طنجة", "فرسى طنجة"),
        ("Port", "Transporter vers le port, Portuaire", "Transporter vers le [team], Portuaire"),
        ("Quai", "quai7 et monQuai", "[team] et [team]"),
        ("Transport", "les transporteurs", "les [team]"),
        ("🚢⚓", "voici 🚢⚓ !", "voici [team] !"),
        ("A", "A et a", "A et a"),
    ],
)
def test_short_names_are_words_and_long_ones_are_found_inside(name, text, expected):
    assert told(text, Names(teams=(name,))) == expected


@pytest.mark.parametrize("spelt", ["Youssef El Amrani", "youssef", "AMRANI", "Alice", "ALICE's", "y.amrani77"])
def test_members_are_found_by_whole_names_and_their_parts(spelt):
    text = told(f"Demandez à {spelt} demain")
    assert text.startswith("Demandez à [person]")
    assert text.endswith(" demain")


@pytest.mark.parametrize(
    "address",
    [
        "https://alizes.example/x?y=1#z",
        "http://localhost:8000/",
        "ftp://host/file",
        "www.alizes.example",
        "alizes.ma",
        "Alizes.MA/equipe",
        "github.com/alizes",
        "sub.domaine.github.io",
        "t.me/alizes",
        "hote.inconnu/chemin",
        "contact@alizes.ma",
        "contact (at) alizes.ma",
        "mailto:contact@alizes.ma",
        "@alizes_ma",
        "+212 6 12 34 56 78",
        "0612345678",
        "موقعنا.المغرب",
    ],
)
def test_addresses_go_whole(address):
    assert told(f"Voir {address}, merci.") == "Voir [link], merci."


@pytest.mark.parametrize(
    "text",
    [
        "Le modèle lit train.csv et écrit model.py en 0.85 s.",
        "numpy.random et sklearn.ensemble",
        "Fini.Ensuite, p.ex. ceci (cf. 3.2) à 12:30 ; 10 @ 3.2 nœuds.",
        "الميناء يعمل بسرعة.ثم ينتظر",
        "En 2026-11-21, 12 000 navires.",
    ],
)
def test_nothing_else_is_touched(text):
    assert told(text) == text


def test_name_is_found_across_pieces():
    pieces = ["Les ", "Ali", "zés", " naviguent"]
    assert blind_pieces(pieces, NAMES, instead=INSTEAD) == ["[team]", "", "", " naviguent"]


def test_hostile_text_takes_no_time():
    began = time.monotonic()
    for text in ("a" * 8000, "a." * 4000, "a@" * 4000, "é" * 8000, "a-" * 4000, "http://" * 1100):
        told(text, Names(teams=("aaaaaaa", "aa", "éé"), people=("a a a",)))
    assert time.monotonic() - began < 5


LETTERS = st.sampled_from("abcdefghijkméèçñöABCDEFGHIJKŁşمرسىبتةأإآؤ")
A_NAME = st.text(LETTERS, min_size=3, max_size=12)
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)
GAPS = st.sampled_from(["", " ", "-", "_", "**", " \u200f", "\u0301", "ـ", ". "])


@given(A_NAME, TEXTS, TEXTS, st.lists(GAPS, min_size=12, max_size=12), st.booleans())
def test_planted_name_is_never_left(name, before, after, gaps, is_loud):
    planted = "".join(f"{letter}{gap}" for letter, gap in zip(name, gaps, strict=False))
    text = f"{before} {planted.upper() if is_loud else planted} {after}"
    said = told(text, Names(teams=(name,)))
    assert planted.strip() not in said or not fold(name).strip()
    assert "[team]" in said or "[link]" in said or len("".join(filter(str.isalnum, fold(name)))) < 2


@given(st.lists(TEXTS, max_size=6))
def test_pieces_stay_as_many_and_say_what_the_whole_says(pieces):
    made = blind_pieces(pieces, NAMES, instead=INSTEAD)
    assert len(made) == len(pieces)
    assert "".join(made) == told("".join(pieces))


@given(TEXTS)
def test_blinding_twice_changes_nothing_more(text):
    once = told(text, Names(teams=("Contre-courant",)))
    assert told(once, Names(teams=("Contre-courant",))) == once
