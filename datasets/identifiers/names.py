"""Names of firms, persons and ships, by legal forms, titles and what a column's values have in common."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datasets.identifiers.headers import named_after
from datasets.identifiers.hits import Hit, Mask
from datasets.identifiers.identified import Certainty
from datasets.identifiers.values import Values

LEGAL_FORM = (
    r"(?i:(?:^|[^a-z0-9])(?:s\.?a\.?r\.?l\.?(?: ?a\.?u)?|gmbh|llc|ltd|s\.a\.s|s\.p\.a|plc)\.?(?:$|[^a-z0-9])"
    r"|^(?:la )?(?:ste|sté|société|societe|ets|établissements|etablissements) )"
    r"|(?:^|[ (])(?:ال)?شركة |ش\. ?(?:ذ\. ?)?م"
)
"""What only a firm's name holds: SARL, Ltd, Sté …, شركة, ش.م.م."""

ENDING_FORM = (
    r"[A-Za-z.&'’ -]{3,} (?:SA|S\.A\.?|SAS|SASU|SNC|AG|A/S|BV|B\.V\.?|NV|N\.V\.?|SPA|SRL|OY|INC\.?|CORP\.?|CO\.?"
    r"|LIMITED|COMPANY|GIE)$"
)
"""Short forms that are words elsewhere (SA is Saudi Arabia too): at the end of a longer name, in capitals."""

TITLE = (
    r"(?:^|[^A-Za-z.])(?:M\.|MM\.|Mr\.?|Mme\.?|Mlle\.?|Mrs\.?|Dr\.?|Cne\.?|Cdt\.?|Capt\.?) ?[A-ZÀ-Þ][a-zß-ÿA-ZÀ-Þ'’-]+"
    r"|(?:^|[ (])(?:السيد|السيدة|الآنسة|الدكتور|الربان) [\x{0621}-\x{064A}]{2,}"
)
SHIP_PREFIX = r"(?:^|[^A-Za-z])[Mm][./][VvTtSs]\.? [A-Z]"
CAPITALISED = r"^\p{Lu}[\p{L}'’-]+\.?(?: \p{Lu}[\p{L}'’.-]*){1,2}$"
NAME_LIKE = r"^[^0-9]*\p{L}[\p{L}'’.& -]*\p{L}[^0-9]*$"

FIRMS_SHARE, FEWEST_FIRMS = 0.1, 3
NAMES_SHARE, FEWEST_NAMES = 0.8, 3
LONGEST_NAME = 60
FEWEST_PERSONS, MANY_PERSONS, PERSONS_PER_ROW = 30, 200, 0.2


def look_at_names(values: Values, name: str) -> list[Hit]:
    """At most one of the three: a ship's name reads like a person's."""
    if values.is_number:
        return []
    looks = {"vessel": _vessels, "firm": _firms, "person": _persons}
    named = named_after(name)
    kinds: Sequence[str] = [*([named] if named else []), *(kind for kind in looks if kind != named)]
    for kind in kinds:
        found = looks[kind](values, kind == named)
        if found:
            return [found]
    return []


def _vessels(values: Values, is_named: bool) -> Hit | None:
    prefixed = _matching(values, SHIP_PREFIX)
    if is_named and _are_names(values):
        return _hit("vessel", values, mask=_matching(values, NAME_LIKE), certainty="likely")
    return _hit("vessel", values, mask=prefixed, certainty="likely") if prefixed.any() else None


def _firms(values: Values, is_named: bool) -> Hit | None:
    formed = _matching(values, LEGAL_FORM)
    ending = _matching(values, ENDING_FORM)
    forms = formed | ending
    are_many = forms.sum() >= FEWEST_FIRMS and forms.mean() >= FIRMS_SHARE
    if is_named and (forms.any() or _are_names(values)):
        named = forms | _matching(values, NAME_LIKE)
        return _hit("firm", values, mask=named, certainty="sure" if forms.any() else "likely")
    if are_many:
        return _hit("firm", values, mask=forms, certainty="sure")
    return _hit("firm", values, mask=formed, certainty="likely") if formed.any() else None


def _persons(values: Values, is_named: bool) -> Hit | None:
    if is_named and _are_names(values):
        return _hit("person", values, mask=_matching(values, NAME_LIKE), certainty="likely")
    titled = _matching(values, TITLE)
    if titled.any():
        return _hit("person", values, mask=titled, certainty="likely")
    capitalised = _matching(values, CAPITALISED)
    count, distinct = int(capitalised.sum()), len(capitalised)
    is_varied = count >= MANY_PERSONS or count >= max(FEWEST_PERSONS, PERSONS_PER_ROW * values.total)
    if count >= NAMES_SHARE * distinct and is_varied:
        return _hit("person", values, mask=capitalised, certainty="likely")
    return None


def _are_names(values: Values) -> bool:
    """Words without digits: neither pseudonyms nor codes."""
    like = _matching(values, NAME_LIKE)
    return bool(like.sum() >= FEWEST_NAMES and like.mean() >= NAMES_SHARE)


def _matching(values: Values, pattern: str) -> Mask:
    return np.asarray(pc.match_substring_regex(values.texts, pattern).to_numpy(zero_copy_only=False))


def _hit(kind: str, values: Values, *, mask: Mask, certainty: Certainty) -> Hit:
    texts = values.texts.filter(pa.array(mask))
    is_short = pc.mean(pc.less(pc.utf8_length(texts), LONGEST_NAME)).as_py() > 1 / 2
    return Hit(kind, mask, certainty, texts[0].as_py(), is_embedded=not is_short)
