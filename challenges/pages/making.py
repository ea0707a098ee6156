"""How a release was made, in a few facts: where it comes from, what it promises, what that cost, how it is split."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from challenges.pages.shapes import say_percent
from challenges.wording import say_day
from datasets.releases.queries import Files, document_of
from datasets.releasing.published_recipe import FORMAT as RECIPE_FORMAT
from datasets.sections import Texts

RECIPE, RISK = "recipe.json", "risk.json"
RISK_FORMAT = "smartport-risk/1"


@dataclass(frozen=True)
class Period:
    """From its first to its last day, as the reader's language writes them."""

    first: str
    last: str

    @classmethod
    def read(cls, told: Mapping[str, Any] | None) -> Self | None:
        """None where a day is missing."""
        if not told or not told.get("from") or not told.get("to"):
            return None
        first, end = (date.fromisoformat(told[name]) for name in ("from", "to"))
        return cls(say_day(first), say_day(end - timedelta(days=1)))


@dataclass(frozen=True)
class Signature:
    """Who answers for a release, as what, and since when."""

    signer: str
    role: str
    day: str


@dataclass(frozen=True)
class Making:
    """What recipe.json and risk.json tell; None where they say nothing. `k` counts different data subjects, else rows.
    In percent: `left_out` of the rows, `loss` of a baseline model's skill on raw data, `public` of the test."""

    about: Texts
    is_simulated: bool
    columns_left_out: int
    known: tuple[str, ...]
    k: int | None
    l: int | None  # noqa: E741 - the field's own name
    counts_subjects: bool
    left_out: float | None
    loss: float | None
    train: Period | None
    test: Period | None
    is_by_group: bool
    public: float | None
    signatures: tuple[Signature, ...]

    @property
    def left_out_said(self) -> str:
        return say_percent(self.left_out or 0.0)

    @property
    def loss_said(self) -> str:
        return say_percent(self.loss or 0.0)

    @property
    def public_said(self) -> str:
        return say_percent(self.public or 0.0)


def making_of(files: Files) -> Making | None:
    """None where the release tells no recipe as this program writes it."""
    recipe, risk = document_of(files, RECIPE), _risk(files)
    if recipe.get("format") != RECIPE_FORMAT:
        return None
    protection, split = recipe.get("protection") or {}, recipe.get("split") or {}
    return Making(
        about=recipe.get("about") or {},
        is_simulated=(recipe.get("source") or {}).get("kind") == "simulated",
        columns_left_out=int(recipe.get("raw_columns_left_out") or 0),
        known=tuple(map(str, protection.get("importance") or ())),
        k=protection.get("k"),
        l=protection.get("l"),
        counts_subjects=protection.get("counted_over") == "entities",
        left_out=_percent((risk.get("rows") or {}).get("left_out_share")),
        loss=_loss(risk.get("baseline") or {}),
        train=Period.read(split.get("train")),
        test=Period.read(split.get("test")),
        is_by_group=bool(split.get("by_group")),
        public=_percent(split.get("public_share")),
        signatures=_signatures(risk.get("decisions") or ()),
    )


def withheld_of(files: Files) -> dict[str, float]:
    """By column, the share of the published rows in which its value is withheld, in percent."""
    told = _risk(files).get("columns") or ()
    return {str(one["name"]): 100 * float(one.get("suppressed_share") or 0) for one in told}


def _signatures(decisions: Iterable[Mapping[str, Any]]) -> tuple[Signature, ...]:
    """Each person once, in the order of signing."""
    signed = [
        Signature(str(one["signer"]), str(one.get("role") or ""), say_day(date.fromisoformat(str(one["at"])[:10])))
        for one in decisions
        if one.get("is_accepted")
    ]
    return tuple(dict.fromkeys(signed))


def _risk(files: Files) -> Mapping[str, Any]:
    """Empty where it is none that is written here."""
    told = document_of(files, RISK)
    return told if told.get("format") == RISK_FORMAT else {}


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _loss(baseline: Mapping[str, Any]) -> float | None:
    """A model that does better on what is published has lost nothing."""
    loss = baseline.get("loss_percent")
    return None if loss is None else max(0.0, float(loss))
