"""Licences by their SPDX identifier: what each vocabulary calls them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """`name` as the recipe writes it. Where it is none of the open licences below, there is no address, `hugging_face`
    is `other`, and the whole text stands in `title`."""

    name: str
    title: str
    address: str = ""
    hugging_face: str = "other"

    @property
    def slug(self) -> str:
        """Letters, digits, points and hyphens, as a data package asks."""
        return re.sub(r"[^A-Za-z0-9.]+", "-", self.name).strip("-") or "other"


CREATIVE_COMMONS = "https://creativecommons.org"
OPEN_DATA_COMMONS = "https://opendatacommons.org/licenses"

OPEN = (
    Licence("CC0-1.0", "Creative Commons Zero 1.0", f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/", "cc0-1.0"),
    Licence("CC-BY-4.0", "Creative Commons Attribution 4.0", f"{CREATIVE_COMMONS}/licenses/by/4.0/", "cc-by-4.0"),
    Licence(
        "CC-BY-SA-4.0",
        "Creative Commons Attribution Share-Alike 4.0",
        f"{CREATIVE_COMMONS}/licenses/by-sa/4.0/",
        "cc-by-sa-4.0",
    ),
    Licence(
        "CC-BY-NC-4.0",
        "Creative Commons Attribution Non-Commercial 4.0",
        f"{CREATIVE_COMMONS}/licenses/by-nc/4.0/",
        "cc-by-nc-4.0",
    ),
    Licence(
        "CC-BY-NC-SA-4.0",
        "Creative Commons Attribution Non-Commercial Share-Alike 4.0",
        f"{CREATIVE_COMMONS}/licenses/by-nc-sa/4.0/",
        "cc-by-nc-sa-4.0",
    ),
    Licence("ODC-By-1.0", "Open Data Commons Attribution 1.0", f"{OPEN_DATA_COMMONS}/by/1-0/", "odc-by"),
    Licence("ODbL-1.0", "Open Database License 1.0", f"{OPEN_DATA_COMMONS}/odbl/1-0/", "odbl"),
    Licence("PDDL-1.0", "Public Domain Dedication and License 1.0", f"{OPEN_DATA_COMMONS}/pddl/1-0/", "pddl"),
)


def licence_of(name: str) -> Licence:
    found = {licence.name.lower(): licence for licence in OPEN}.get(name.strip().lower())
    return found or Licence(name.strip(), name.strip())
