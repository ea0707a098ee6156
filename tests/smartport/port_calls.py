"""A small port as rows of a table, as an office would write them."""

import random

Rows = list[dict[str, str]]


def port_calls(rows: int = 200) -> Rows:
    """Ids, dates, terminals, numbers with decimal commas; `Retard` says whether the wait was long, `Note` how well it
    went from 0 to 2, `Jour` groups calls by fives."""
    draw = random.Random(7)
    calls = []
    for number in range(rows):
        wait = draw.gammavariate(2, 8) + 0.1
        calls.append(
            {
                "Escale": f"E{number:04d}",
                "Date": f"{number % 28 + 1:02d}/{number // 28 + 1:02d}/2025",
                "Terminal": draw.choice(["Céréales", "Conteneurs", "Vrac"]),
                "Tonnage": f"{draw.randrange(1000, 60000):,}".replace(",", "\u202f"),
                "Attente": f"{wait:.2f}".replace(".", ","),
                "Retard": "oui" if wait > 15 else "non",
                "Note": str(draw.randrange(3)),
                "Jour": f"J{number // 5}",
            }
        )
    return calls
