"""The whole story on one screen: raw tables and a recipe become a release, hidden labels, and what is said of both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from datasets.bundling import build_reference
from datasets.cases import gate_case, risk_case
from datasets.gates.case import Finding
from datasets.gates.find import find_leaks, find_tellers, severest_first
from datasets.recipes.recipe import Recipe
from datasets.releasing.commitment import commit, fresh_salt, solution_bytes
from datasets.releasing.content import Content, Publisher
from datasets.releasing.verify import verify_folder
from datasets.releasing.versions import Version
from datasets.releasing.write import write_release
from datasets.risk.assess import assess
from datasets.samples import Samples, draw_samples
from datasets.tables import Tables

Tell = Callable[[str, float], object]
STEPS = ("anonymize", "gates", "risk", "write", "verify")


@dataclass(frozen=True)
class Order:
    """What a build is asked for beside the recipe: the day written on the release, who publishes it, the version
    before it, a seed for those who want the same draw again (a simulation; never real data), and a seed of its own for
    the draw of the parts, which all versions of a release share."""

    on: date
    publisher: Publisher
    previous: Version | None = None
    seed: int | None = None
    parts: int | None = None


@dataclass(frozen=True)
class Built:
    """`release` and `reference` are folders. `findings` are those of the gates, `breaches` the promises that do not
    hold in the files as read again from the disk, `risk` the report, `changes` what is otherwise than in the version
    before. `commitment` is the SHA-256 of the labels and `salt` (hexadecimal)."""

    release: Path
    reference: Path
    samples: Samples
    findings: list[dict[str, Any]]
    breaches: list[dict[str, Any]]
    risk: dict[str, Any]
    commitment: str
    salt: str

    @property
    def is_publishable(self) -> bool:
        return not self.breaches and not any(one["severity"] == "blocks" for one in self.findings)


def build(
    tables: Tables, recipe: Recipe, *, folder: Path, order: Order, tell: Tell = lambda step, share: None
) -> Built:
    """Write `folder`/release and `folder`/reference, and look at the release with fresh eyes. `tell` hears each step
    and how far the whole is. Raises DataRefusal where the recipe cannot be followed."""
    tell("anonymize", 0.0)
    samples = draw_samples(tables, recipe, seed=order.seed, parts=order.parts)
    tell("gates", 0.25)
    findings = [one.as_dict() for one in _leaks(samples)]
    tell("risk", 0.4)
    risk = assess(risk_case(samples))
    tell("write", 0.55)
    solution, salt = solution_bytes(samples.truth), _salt(order)
    content = Content(
        recipe=recipe,
        train=samples.train,
        test=samples.test,
        sample=samples.sample,
        rows_before=len(samples.worked.columns),
        risk=risk,
        commitment=commit(solution, salt),
        published_on=order.on,
        publisher=order.publisher,
        findings=findings,
        previous=order.previous,
        labels=sha256(solution).hexdigest(),
    )
    release = write_release(content, folder=folder / "release")
    reference = build_reference(samples.sides, folder=folder / "reference")
    tell("verify", 0.85)
    found = verify_folder(release, recipe=recipe, entities=samples.entities, forbidden=identifiers(samples))
    breaches = [one.as_dict() for one in found]
    tell("verify", 1.0)
    return Built(release, reference, samples, findings, breaches, risk, content.commitment, salt.hex())


def _leaks(samples: Samples) -> list[Finding]:
    """Of the target all that was looked at; of the further answers what tells them."""
    found = find_leaks(gate_case(samples))
    for answer in samples.recipe.target.also:
        found += [one for one in find_tellers(gate_case(samples, answer=answer.name)) if one.severity != "passes"]
    return severest_first(found)


def identifiers(samples: Samples) -> dict[str, list[str]]:
    """The raw values that must not be found in any byte of a release, by raw column."""
    raw, promise = samples.worked.raw, samples.recipe.protection
    named = dict.fromkeys([*samples.recipe.dropped, *filter(None, [promise.entities, promise.enterprises])])
    return {name: raw[name].dropna().astype("str").unique().tolist() for name in named if name in raw.columns}


def _salt(order: Order) -> bytes:
    return fresh_salt() if order.seed is None else sha256(f"salt/{order.seed}".encode()).digest()
