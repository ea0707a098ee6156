"""From what was answered to what a challenge is made of."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from challenges.making.models import Making
from challenges.making.rules import StepMissing
from smartport.drafting.questions import Question
from smartport.making.creating import Ready
from smartport.making.drafted import drafted_phase, drafted_texts
from smartport.making.folder import BUILT, BUNDLE, Told, write_pack, write_text, write_yaml
from smartport.making.given import Given, answers_of
from smartport.making.house import Template, raw_texts, template_of
from smartport.making.metrics import asked_of
from smartport.packs.pack import LANGUAGES, PAGES

FIELDS = ("title", "summary", "statement", "rules", "metric")
LIMITS = ("daily_limit", "total_limit")
UNCOPIED = shutil.ignore_patterns("__pycache__", ".*")

Texts = Mapping[str, Mapping[str, str]]


def is_asked(making: Making) -> bool:
    """Whether data and a metric are chosen, and belong together."""
    release = making.answers.get("data", {}).get("release")
    return bool(release) and making.answers.get("metric", {}).get("release") == release


def question_by(making: Making, given: Given) -> Question:
    """What is asked of the data that were chosen. Raises MetricUnfit."""
    said = making.answers["metric"]
    asked = {name: said[name] for name in ("target", "metric", "query")}
    return asked_of(answers_of(given, said["target"], query=said["query"]), **asked, sample=given.sample)


def first_texts(making: Making, *, given: Given | None, question: Question | None) -> Texts:
    """What is drafted; of a challenge of the house its own words, but for the metric where another is chosen."""
    drafted = drafted_texts(question, given) if given is not None and question is not None else None
    template = _template(making)
    if template is None:
        return drafted or {name: dict.fromkeys(LANGUAGES, "") for name in FIELDS}
    texts = raw_texts(template)
    return {**texts, "metric": drafted["metric"]} if drafted else texts


@contextmanager
def prepared(making: Making, given: Given | None) -> Iterator[Ready]:
    """The folder of a challenge from a release or from the house; it lives as long as the block. Raises StepMissing,
    MetricUnfit, BundleBroken."""
    if "texts" not in making.answers or "terms" not in making.answers:
        raise StepMissing
    with tempfile.TemporaryDirectory(prefix="making-") as temporary:
        folder = Path(temporary) / "pack"
        folder.mkdir()
        template = _template(making)
        if given is None and template is not None:
            _fill_from_house(folder, template, making)
            yield Ready(folder)
            return
        if given is None:
            raise StepMissing
        question = question_by(making, given)
        for path in template.pack.folder.glob("*.svg") if template else ():
            shutil.copyfile(path, folder / path.name)
        write_pack(folder, _told(making, template), question=question, given=given)
        yield Ready(folder, folder / BUILT / BUNDLE, given.release)


def _fill_from_house(folder: Path, template: Template, making: Making) -> None:
    """The whole pack with the texts as they were changed: its data and its bundle come later."""
    shutil.copytree(template.pack.folder, folder, dirs_exist_ok=True, ignore=UNCOPIED)
    texts: Texts = making.answers["texts"]["texts"]
    for name in PAGES:
        for language in LANGUAGES:
            write_text(folder / f"{name}.{language}.md", texts[name].get(language, ""))
    described = yaml.safe_load((folder / "challenge.yaml").read_text("utf-8"))
    phase = {**described["phase"], **_limits(making)}
    said = {name: dict(texts[name]) for name in ("title", "summary", "metric")}
    write_yaml(folder / "challenge.yaml", {**described, **said, "slug": _slug(making), "phase": phase})


def _told(making: Making, template: Template | None) -> Told:
    setting: dict[str, Any] = {}
    if template is not None:
        found = template.pack.setting
        setting = {"order": found.order, "partners": list(found.partners)}
        setting |= {"theme": found.theme} if found.theme else {}
        setting |= {"prizes": [prize.as_dict() for prize in found.prizes]} if found.prizes else {}
    return Told(_slug(making), making.answers["texts"]["texts"], {**drafted_phase(), **_limits(making)}, setting)


def _limits(making: Making) -> dict[str, int]:
    return {name: making.answers["terms"][name] for name in LIMITS}


def _slug(making: Making) -> str:
    return str(making.answers["terms"]["slug"])


def _template(making: Making) -> Template | None:
    return template_of(str(making.answers.get("template", {}).get("pack", "")))
