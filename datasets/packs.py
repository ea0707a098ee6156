"""Data made outside the vault: the release and the bundle of a pack, or the release and the labels of any recipe."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from datasets.builds.publisher import PUBLISHER
from datasets.bundling import build_bundle
from datasets.gates.wording import sentence
from datasets.pipeline import Built, Order, Tell, build
from datasets.recipes.reading import read_recipe
from datasets.recipes.recipe import Recipe, Simulated
from datasets.releasing.breaches import Breach
from datasets.releasing.commitment import commit, solution_bytes
from datasets.releasing.folder import write_whole
from datasets.releasing.wording import sentence as breach_sentence
from datasets.rules import DataRefusal, require_free
from datasets.sources import simulated
from datasets.tables import Tables

RECIPE = "recipe.yaml"


class NotPublishable(DataRefusal):
    """Gates block, or promises do not hold in the files."""

    code = "not_publishable"


@dataclass(frozen=True)
class PackBuilt:
    """The folders of a pack's data: what teams download, what scores, and the labels with the salt of the commitment
    to them. The second and the third are secret."""

    folder: Path

    @property
    def release(self) -> Path:
        return self.folder / "release"

    @property
    def bundle(self) -> Path:
        return self.folder / "bundle"

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


def build_pack(pack: Path, *, to: Path, on: date, seed: int | None = None) -> PackBuilt:
    """`to`/release, `to`/bundle and `to`/hidden from pack/recipe.yaml, which simulates its extract; the same bytes for
    the same recipe, day and seed. Raises DataRefusal."""
    recipe = read_recipe(pack / RECIPE)
    if isinstance(recipe.source, Simulated):
        seed = recipe.source.seed if seed is None else seed
    built = build_data(simulated(recipe, seed=seed), recipe, to=to, order=Order(on, PUBLISHER, seed=seed))
    shutil.rmtree(built.reference)
    build_bundle(built.samples, pack=pack, folder=to / "bundle")
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
