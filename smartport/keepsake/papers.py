"""The errata of the results as a file; before they are published there are none."""

import json

from challenges.editions.models import Edition
from challenges.results.models import Erratum

ERRATA = "errata.json"


def errata_of(edition: Edition) -> bytes:
    """Each with its hour, its text and its changes, the first first; empty where nothing was corrected."""
    if edition.results_published_at is None:
        return b""
    rows = Erratum.objects.filter(publication__edition=edition).order_by("at").values("at", "text", "changes")
    told = [{**row, "at": row["at"].isoformat()} for row in rows]
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode() if told else b""
