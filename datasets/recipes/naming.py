"""Names of published columns, and the texts that can be written without knowing what a column means."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import chain, count

from datasets.sections import LANGUAGES, Texts

NOT_IN_NAMES = re.compile(r"[^0-9a-z]+")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LONGEST = 40

TEXTS: Mapping[str, Texts] = {
    "id": {
        "fr": "Identifiant de la ligne, tiré au hasard ; il ne porte aucune information.",
        "ar": "معرّف السطر، مسحوب عشوائيا ولا يحمل أي معلومة.",
        "en": "Identifier of the row, drawn at random; it carries no information.",
    },
    "month": {"fr": "Mois, de 1 à 12.", "ar": "الشهر، من 1 إلى 12.", "en": "Month, 1 to 12."},
    "weekday": {
        "fr": "Jour de la semaine, de 1 (lundi) à 7 (dimanche).",
        "ar": "يوم الأسبوع، من 1 (الاثنين) إلى 7 (الأحد).",
        "en": "Weekday, 1 (Monday) to 7 (Sunday).",
    },
    "slot": {
        "fr": "Tranche de six heures, nommée par sa première heure (0, 6, 12 ou 18).",
        "ar": "فترة من ست ساعات، تُسمّى بساعتها الأولى (0 أو 6 أو 12 أو 18).",
        "en": "Six-hour slot, named by its first hour (0, 6, 12 or 18).",
    },
    "queue": {
        "fr": "Nombre de lignes déjà commencées et pas encore terminées à ce moment.",
        "ar": "عدد الأسطر التي بدأت ولم تنته بعد في تلك اللحظة.",
        "en": "How many rows had begun and not ended at that moment.",
    },
    "since": {
        "fr": "Minutes écoulées depuis le moment de la prévision ; négatif avant lui.",
        "ar": "الدقائق المنقضية منذ لحظة التوقّع؛ سالبة قبلها.",
        "en": "Minutes since the moment of the prediction; below zero before it.",
    },
}


class Names:
    """Gives every column a name that no other has: small letters without accents, digits and underscores."""

    def __init__(self, raw: Iterable[str]) -> None:
        self._taken: set[str] = set()
        self._of = {name: self.free(name) for name in raw}

    def of(self, raw: str) -> str:
        """What a raw column is called when it is published."""
        return self._of[raw]

    def free(self, wanted: str) -> str:
        """This name, or the first with a number behind it that is free; from now on it is taken."""
        bare = plain_name(wanted)
        names = chain([bare], (f"{bare}_{number}" for number in count(2)))
        found = next(name for name in names if name not in self._taken)
        self._taken.add(found)
        return found


def plain_name(text: str) -> str:
    """`N° d'Escale` gives `n_d_escale`; a name in another script, which loses all its letters, `column`."""
    parted = CAMEL.sub("_", text)
    bare = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode().lower()
    return NOT_IN_NAMES.sub("_", bare).strip("_")[:LONGEST].strip("_") or "column"


def described(key: str) -> dict[str, str]:
    """The text in three languages; empty ones where only a person can write it."""
    return {language: TEXTS.get(key, {}).get(language, "") for language in LANGUAGES}
