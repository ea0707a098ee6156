"""What the name of a column says it holds, in French, English and Arabic."""

import re
import unicodedata
from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDS: Mapping[str, frozenset[str]] = {
    "imo": _words("imo omi"),
    "mmsi": _words("mmsi"),
    "container": _words("container containers conteneur conteneurs tc equipment حاوية الحاوية حاويات"),
    "plate": _words(
        "matricule immatriculation plaque plate plates licence license tracteur remorque truck camion vehicule vehicle "
        "لوحة ترقيم اللوحة الترقيم شاحنة الشاحنة"
    ),
    "ice": _words("ice"),
    "cin": _words("cin cni cnie carte identite national nationale identity بطاقة البطاقة التعريف"),
    "phone": _words("tel telephone telephones phone gsm mobile portable fax whatsapp contact هاتف الهاتف"),
    "iban": _words("iban rib compte account حساب الحساب"),
}
"""One of these words among others is enough: the values must have the shape as well."""

NAMES: Mapping[str, frozenset[str]] = {
    "vessel": _words("navire navires vessel vessels ship bateau remorqueur سفينة السفينة باخرة الباخرة"),
    "firm": _words(
        "raison societe firme entreprise compagnie company firm importateur importer exportateur exporter agent agence "
        "consignataire transitaire declarant armateur owner shipper consignee chargeur destinataire transporteur "
        "haulier carrier seller buyer vendeur acheteur courier operateur supplier fournisseur client customer broker "
        "شركة الشركة مستورد المستورد مصدر المصدر وكيل الوكيل ناقل الناقل"
    ),
    "person": _words(
        "nom prenom chauffeur conducteur driver capitaine captain master signataire inspecteur inspector surname "
        "firstname lastname سائق السائق ربان الربان"
    ),
}
"""These name no shape: every other word of the column's name must be of FILLERS, or it is about something else, as the
type of a ship or the number of importers."""

FILLERS = _words(
    "name names nom noms prenom libelle sociale social maritime maritimes denomination designation complet full "
    "de du des d la le l les of the et and id اسم الاسم"
)

GOODS = _words("hs sh ngp nomenclature tarif tariff تعريفة التعريفة")
"""Of codes of goods, some of which read like phones."""

ORDER = ("vessel", "firm", "person")


def words_of(name: str) -> list[str]:
    """Lower-case words without accents: `NumTél_Chauffeur` gives num, tel, chauffeur."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", str(name))
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(letter))
    return re.findall(r"[^\W\d_]+", bare.casefold())


def is_about_goods(name: str) -> bool:
    return not GOODS.isdisjoint(words_of(name))


def says(name: str, *, kind: str) -> bool:
    """Whether the column's name holds a word for values of this kind."""
    return not WORDS[kind].isdisjoint(words_of(name))


def named_after(name: str) -> str | None:
    """vessel, firm or person, where the column is called after one and nothing else."""
    words = set(words_of(name))
    for kind in ORDER:
        if words & NAMES[kind] and words <= NAMES[kind] | FILLERS:
            return kind
    return None
