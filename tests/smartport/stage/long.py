"""Steps with the longest texts that an evening may have, and boards of every length."""

from collections.abc import Mapping
from typing import Any

LATIN = "Équipe Houle et Marées de l’École Mohammadia des Ingénieurs"
CAPITALS = "LES NAVIGATEURS DU DÉTROIT ET DU MÉRIDIEN DE TANGER-MÉDINA 7"
ONE_WORD = "Portuaire" * 6 + "Maroc7"
ARABIC = "فريق المدرسة المحمدية للمهندسين لتحسين حركة السفن بالموانئ"
MIXED = "نوارس طنجة Port-Net Analytics فريق الميناء الذكي Casa 2026 X"
NAMES = (LATIN, ARABIC, MIXED, CAPITALS, ONE_WORD)
FRENCH = (
    "Pour un modèle d’attente en rade sobre, expliqué et reproductible, qui tient compte de la houle, du vent et du "
    "remorquage, et que les officiers de port de Casablanca, d’Agadir et de Tanger ont pu essayer dès le mois de juin. "
)
ARABIC_TEXT = (
    "تقديرا لنموذج مقتصد وواضح وقابل لإعادة الإنتاج لتوقع انتظار السفن في المرسى، يأخذ بعين الاعتبار الأمواج والرياح "
    "وخدمات القطر، وقد جربه ضباط الموانئ بالدار البيضاء وأكادير وطنجة منذ شهر يونيو الماضي. "
)
AWARD = {
    "fr": "Prix de l’innovation au service de la transition numérique et énergétique des ports du Royaume",
    "ar": "جائزة الابتكار في خدمة الانتقال الرقمي والطاقي لموانئ المملكة المغربية",
    "en": "Prize for innovation in the digital and energy transition of the ports of the Kingdom",
}
WON = {"fr": "150 000 dirhams et un accompagnement de six mois", "ar": "150 000 درهم ومواكبة لمدة ستة أشهر", "en": "x"}


def prose(letters: int) -> dict[str, str]:
    """So long in each language."""
    return {language: (text * 9)[:letters] for language, text in (("fr", FRENCH), ("ar", ARABIC_TEXT), ("en", FRENCH))}


def winners(count: int, *, letters: int = 600, first: int = 0, **more: Any) -> dict[str, Any]:
    """So many ex aequo, with a citation each."""
    teams = [
        {"team": NAMES[(first + at) % len(NAMES)], "project": f"{LATIN} {at} {LATIN}"[:120], "citation": prose(letters)}
        for at in range(count)
    ]
    return {"award": AWARD, "kind": "main", "about": {}, "partner": "ANP", "won": WON, "teams": teams, **more}


def board(count: int, **more: Any) -> dict[str, Any]:
    """So many rows, half of them told."""
    rows = [
        {
            "team": f"{NAMES[at % len(NAMES)][:58]}{at:2}",
            "first": 90.0 - at,
            "second": 100.0 - at if at < count / 2 else None,
            "points": 100.0 - 6 * at if at < count / 2 else 45.0 - at / 2,
        }
        for at in range(count)
    ]
    return {"award": AWARD, "kind": "main", "about": {}, "partner": "ANP", "rows": rows, **more}


def steps() -> Mapping[str, tuple[str, dict[str, Any]]]:
    """Kind and what it shows, by a name."""
    sums = [{"award": AWARD, "teams": [{"team": NAMES[(n + m) % 5]} for m in range(1 + n % 4)]} for n in range(8)]
    found = {
        "welcome": ("welcome", {"title": AWARD}),
        "words": ("words", {"title": AWARD, "speaker": f"{LATIN}, {LATIN}"}),
        "award": ("award", {"award": AWARD, "kind": "main", "partner": "PortNet", "about": prose(600)}),
        "laureates": ("laureates", {"awards": sums}),
        "thanks": ("thanks", {"title": AWARD, "partners": [f"Partenaire institutionnel n° {n}" for n in range(9)]}),
        "silence": ("silence", {"award": AWARD, "kind": "main", "about": {}, "partner": ""}),
        "short": ("winner", winners(1, letters=150)),
        "plain": ("winner", {**winners(1), "teams": [{"team": "Les Alizés", "project": "Rade", "citation": {}}]}),
        "place": ("place", winners(1, letters=300, first=1, rank=2, won={})),
        "places": ("place", winners(3, letters=600, rank=3, won={})),
        "board-silence": ("silence", board(10)),
    }
    found |= {f"winner-{n}": ("winner", winners(1, first=n)) for n in range(5)}
    found |= {f"equal-{n}": ("winner", winners(n)) for n in (2, 3, 4)}
    found |= {f"board-{n}": ("board", board(n)) for n in range(1, 11)}
    return found
