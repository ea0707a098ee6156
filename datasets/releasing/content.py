"""What a release is written from: the published tables, and everything its documents tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from datasets.recipes.recipe import Recipe
from datasets.releasing.versions import Version
from datasets.sections import Texts

KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "fr": ("ports", "logistique", "données anonymisées"),
    "ar": ("الموانئ", "اللوجستيك", "بيانات مجهولة الهوية"),
    "en": ("ports", "logistics", "anonymized data"),
}


@dataclass(frozen=True)
class Publisher:
    """Who publishes. `homepage` and `email` are theirs, `address` is that of the page of this version, with a slash at
    its end; without it the files point to one another by relative paths. `kind` is of the ADMS vocabulary of
    publishers, `country` the code of three letters of ISO 3166-1, `themes` are of the data-theme vocabulary of the
    European Union."""

    name: Texts
    homepage: str = ""
    email: str = ""
    address: str = ""
    kind: str = "NationalAuthority"
    country: str = "MAR"
    themes: tuple[str, ...] = ("TRAN",)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: KEYWORDS)


@dataclass(frozen=True)
class Content:
    """A version before it is written. Of `train`, `test` and `sample` the columns that the recipe publishes are taken,
    their rows in the order given; `rows_before` counts the rows that could have been published. `decisions` have
    `question`, `test`, `value`, `limit`, `is_accepted`, `reason`, `signer`, `role` and `at` (ISO); it is empty as long
    as nobody has signed. `labels` is the plain SHA-256 of the hidden labels: it tells whether they are those of the
    previous version, and is never written."""

    recipe: Recipe
    train: pd.DataFrame
    test: pd.DataFrame
    sample: pd.DataFrame
    rows_before: int
    risk: Mapping[str, Any]
    commitment: str
    published_on: date
    publisher: Publisher
    findings: Sequence[Mapping[str, Any]] = ()
    decisions: Sequence[Mapping[str, Any]] = ()
    previous: Version | None = None
    labels: str = ""
