"""The starter kit of a challenge: a small project that runs, with a bundle to practise with."""

import shutil
import tempfile
from pathlib import Path
from string import Template

import yaml
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.editions.models import Challenge
from datasets.packing import pack_folder
from datasets.packs import PackBuilt
from smartport.packs.notebook import notebook_of
from smartport.packs.pack import Pack

SHARED = Path(__file__).parent / "kit"
NOTEBOOK = Path("kit") / "notebook.py"


def keep_kit(pack: Pack, challenge: Challenge, *, built: PackBuilt | None) -> None:
    """Give the challenge the kit of its pack, where there is what one is made of: a notebook and a practice bundle."""
    if built is None or not built.practice.is_dir() or not (pack.folder / NOTEBOOK).is_file():
        return
    content = ContentFile(kit_of(pack, built.practice))
    name = default_storage.save("", File(content))
    Challenge.objects.filter(pk=challenge.pk).update(kit=name, kit_size=content.size)


def kit_of(pack: Pack, practice: Path) -> bytes:
    """The zip; the same bytes for the same pack and practice."""
    with tempfile.TemporaryDirectory(prefix="kit-") as folder:
        write_kit(pack, practice, folder=Path(folder))
        return pack_folder(Path(folder))


def write_kit(pack: Pack, practice: Path, *, folder: Path) -> None:
    """README.md, notebook.ipynb, main.py (the first baseline), chart.py and practice/."""
    texts = {"notebook.ipynb": notebook_of((pack.folder / NOTEBOOK).read_text("utf-8")), "README.md": _readme(pack)}
    if pack.baselines:
        texts["main.py"] = (pack.baselines[0].folder / "main.py").read_text("utf-8")
    texts["chart.py"] = (SHARED / "chart.py").read_text("utf-8")
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copytree(practice, folder / "practice")


def _readme(pack: Pack) -> str:
    described = yaml.safe_load((pack.folder / "challenge.yaml").read_text("utf-8"))
    file = described["evaluation"]["predictions"]["file"]
    titles = {f"title_{language}": text for language, text in pack.texts["title"].items()}
    return Template((SHARED / "README.md").read_text("utf-8")).substitute(titles, slug=pack.slug, file=file)
