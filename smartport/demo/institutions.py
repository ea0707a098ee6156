"""The institutions that packs name as partners: read from packs/partners.yaml, put into the demo edition."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from challenges.editions.models import Edition, Partner
from smartport.packs.pack import Pack

CARRIERS = ("ANP", "PortNet")


def add_carriers(edition: Edition) -> None:
    """Those that carry the edition, whatever its challenges."""
    _add(edition, names=CARRIERS)


def add_partners(edition: Edition, pack: Pack) -> None:
    """Those of a pack that the edition does not have yet, as far as they are known here."""
    _add(edition, names=pack.setting.partners)


def _add(edition: Edition, *, names: tuple[str, ...]) -> None:
    known, there = _known(), set(edition.partners.values_list("short_name", flat=True))
    Partner.objects.bulk_create(
        Partner(edition=edition, order=list(known).index(name), **known[name])
        for name in names
        if name in known and name not in there
    )


def _known() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((Path(settings.ROOT) / "packs" / "partners.yaml").read_text("utf-8"))
    return {told["short_name"]: told for told in listed}
