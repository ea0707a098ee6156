"""Data made outside the vault: the release and the bundle of a pack, or the release and the labels of any recipe."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from datasets.brief import read_brief
from datasets.builds.publisher import PUBLISHER
from datasets.bundling import build_bundle
from datasets.gates.wording import sentence
from datasets.pipeline import Built, Order, Tell, build
from datasets.practice import build_practice
from datasets.recipes.reading import read_recipe
from datasets.recipes.recipe import Recipe, Simulated
from datasets.releasing.breaches import Breach
from datasets.releasing.commitment import commit, solution_bytes
from datasets.releasing.folder import write_whole
from datasets.releasing.wording import sentence as breach_sentence
from datasets.rules import DataRefusal, RecipeBroken, require_free
from datasets.simulation.chance import stream
from datasets.sources import simulated
from datasets.tables import Tables

RECIPE = "recipe.yaml"


class NotPublishable(DataRefusal):
    """Gates block, or promises do not hold in the files."""

    code = "not_publishable"


@dataclass(frozen=True)
class PackBuilt:
    """The folders of a pack's data: what teams download, what scores, what they may practise with where the pack has
    it, and the labels with the salt of the commitment to them. The second and the last are secret."""

    folder: Path

    @property
    def release(self) -> Path:
        return self.folder / "release"

    @property
    def bundle(self) -> Path:
        return self.folder / "bundle"

    @property
    def practice(self) -> Path:
        return self.folder / "practice"

    @property
    def labels(self) -> Path:
        return self.folder / "hidden" / "labels.csv"

    @property
    def is_there(self) -> bool:
        return all(path.exists() for path in (self.release, self.bundle, self.labels))

    @property
    def salt(self) -> str:
        """Hexadecimal."""
        return (self.folder / "hidden" / "salt").read_text(encoding="ascii")

    @property
    def commitment(self) -> str:
        return commit(self.labels.read_bytes(), bytes.fromhex(self.salt))


def build_pack(
    pack: Path, *, to: Path, on: date, seed: int | None = None, tell: Tell = lambda step, share: None
) -> PackBuilt:
    """`to`/release, `to`/bundle, `to`/hidden, and `to`/practice where the pack asks for it, from pack/recipe.yaml,
    which simulates its extract; the same bytes for the same recipe, day and seed. `tell` hears each step. Raises
    DataRefusal."""
    recipe, brief = read_recipe(pack / RECIPE), read_brief(pack)
    if not isinstance(recipe.source, Simulated):
        raise RecipeBroken("A pack is built of a simulation; of an extract, build the recipe by itself with its file.")
    seed = recipe.source.seed if seed is None else seed
    tell("simulate", 0.0)
    order = Order(on, PUBLISHER, seed=seed)
    built = build_data(simulated(recipe, seed=seed), recipe, to=to, order=order, tell=tell)
    shutil.rmtree(built.reference)
    tell("bundle", 1.0)
    secret = stream(seed, recipe.name, "scorer").bytes(32).hex()
    build_bundle(built.samples.sides, pack=pack, folder=to / "bundle", secret=secret)
    if brief.practice is not None:
        build_practice(built.samples.sides, brief.practice, pack=pack, folder=to / "practice", seed=seed)
    return PackBuilt(to)


def _write_hidden(built: Built, folder: Path) -> None:
    (folder / "labels.csv").write_bytes(solution_bytes(built.samples.truth))
    (folder / "salt").write_text(built.salt, encoding="ascii")


def build_data(
    tables: Tables, recipe: Recipe, *, to: Path, order: Order, tell: Tell = lambda step, share: None
) -> Built:
    """`to`/release and `to`/reference, as the pipeline makes them, and `to`/hidden with the labels and the salt of the
    promise; nothing is left of what must not be published. Raises DataRefusal with a sentence for each reason."""
    require_free(to.name, is_free=not (to / "release").exists())
    built = build(tables, recipe, folder=to, order=order, tell=tell)
    if not built.is_publishable:
        shutil.rmtree(built.release)
        shutil.rmtree(built.reference)
        raise NotPublishable("\n".join(["This must not be published:", *(f"- {one}" for one in reasons(built))]))
    write_whole(to / "hidden", lambda work: _write_hidden(built, work))
    return built


def reasons(built: Built) -> list[str]:
    """Why it must not be published, in the active language."""
    blocking = [one for one in built.findings if one["severity"] == "blocks"]
    broken = [Breach(one["code"], one["values"]) for one in built.breaches]
    return [*(sentence(one) for one in blocking), *(breach_sentence(one) for one in broken)]
