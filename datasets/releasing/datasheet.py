"""DATASHEET.{fr,ar,en}.md: the questions of Gebru et al. answered from the recipe and the numbers of the release."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from datasets.recipes.recipe import Simulated
from datasets.releasing.licences import licence_of
from datasets.releasing.material import Material
from datasets.releasing.phrasebook import phrases
from datasets.releasing.saying import Said, say, table, write_value
from datasets.sections import LANGUAGES

ANSWERS, ASKED = phrases("answers"), phrases("questions")


@dataclass(frozen=True)
class Answer:
    """The sentences that hold, and a table below them, written for a language."""

    question: str
    sentences: tuple[Said, ...]
    table: Callable[[str], str] | None = None

    def in_language(self, language: str) -> str:
        text = " ".join(sentence.in_language(language) for sentence in self.sentences)
        below = f"\n\n{self.table(language)}" if self.table else ""
        return f"**{ASKED['questions'][self.question][language]}** {text}{below}\n"


def datasheet(material: Material, *, language: str) -> str:
    recipe = material.recipe
    lines = [f"# {ASKED['title'][language]} — {recipe.title[language]}\n", f"{recipe.name} {recipe.version}\n"]
    for section, answers in ANSWERED.items():
        lines.append(f"## {ASKED['sections'][section][language]}\n")
        lines += [answer.in_language(language) for answer in answers(material)]
    return "\n".join(lines)


def _said(name: str, **values: Any) -> Said:
    return say(ANSWERS[name], **values)


def _motivation(material: Material) -> Iterator[Answer]:
    recipe = material.recipe
    task = _said("to_predict", target=recipe.target.name, description=recipe.target.description)
    yield Answer("purpose", (_said("about", about=recipe.about), task))
    yield Answer("creator", (_said("publisher", publisher=material.content.publisher.name),))


def _composition(material: Material) -> Iterator[Answer]:
    recipe, rows = material.recipe, material.rows
    yield Answer("instances", (_said("row", id=recipe.id, description=recipe.id_description),))
    yield Answer("number", (_said("number", **rows, features=len(recipe.columns)),))
    yield Answer("sample", (_kept(material),))
    yield Answer("label", (_said("label", target=recipe.target.name),))
    yield Answer("missing", (_missing(material),))
    linked = [column.name for column in recipe.columns if column.pseudonym is not None]
    yield Answer("relations", (_said("linked", columns=_names(linked)) if linked else _said("not_linked"),))
    yield Answer("splits", tuple(_splits(material)))
    is_simulated = isinstance(recipe.source, Simulated)
    errors = (_said("simulated_errors"),) if is_simulated else ()
    yield Answer("errors", (_said("approximate"), *errors))
    yield Answer("identities", tuple(_identities(material)))


def _kept(material: Material) -> Said:
    before, kept = material.content.rows_before, sum(material.rows.values())
    if kept >= before:
        return _said("kept_all", before=before)
    return _said("kept", kept=kept, before=before, share=round(100 * kept / before, 1))


def _missing(material: Material) -> Said:
    """The target is counted in train alone, as everywhere."""
    found = {column["name"]: column["nulls"] for column in material.columns if column["nulls"]}
    if not found:
        return _said("nothing_missing")
    counts = {
        language: ", ".join(f"`{name}` ({write_value(nulls, language)})" for name, nulls in found.items())
        for language in LANGUAGES
    }
    return _said("missing", columns=counts)


def _splits(material: Material) -> Iterator[Said]:
    split = material.recipe.split
    if split.time is not None:
        ends = ("train_from", "train_to", "test_from", "test_to")
        yield _said("by_time", **{end: getattr(split, end) for end in ends})
    if split.group is not None:
        yield _said("by_group")
    yield _said("public", share=round(100 * split.public_share, 1))


def _identities(material: Material) -> Iterator[Said]:
    recipe = material.recipe
    asked = recipe.protection
    if isinstance(recipe.source, Simulated):
        yield _said("nobody")
    yield _said("removed", dropped=len(recipe.dropped))
    if recipe.known:
        names = _names([column.name for column in recipe.known])
        yield _said("k_rows" if asked.entities is None else "k", k=asked.k, columns=names)
    if recipe.sensitive and asked.l > 1:
        yield _said("l", l=asked.l, columns=_names([column.name for column in recipe.sensitive]))
    yield _said("no_zero_risk")


def _collection(material: Material) -> Iterator[Answer]:
    source, law = material.recipe.source, material.recipe.law
    if isinstance(source, Simulated):
        acquired = _said("simulated", port=source.port, first=str(source.first_year), last=str(source.last_year))
    else:
        acquired = _said("recorded")
    yield Answer("acquired", (acquired,))
    period = material.period
    dates = _said("period", first=period[0], last=period[1]) if period else _said("no_period")
    yield Answer("period", (dates,))
    basis = (_said("basis", basis=law.basis.rstrip(".")),) if law.basis else ()
    cndp = (_said("cndp", cndp=law.cndp),) if law.cndp else ()
    yield Answer("law", (*basis, *cndp) or (_said("no_basis"),))


def _preprocessing(material: Material) -> Iterator[Answer]:
    recipe = material.recipe
    dominance = (_said("dominance"),) if recipe.protection.enterprises else ()
    yield Answer("treatments", (*dominance, _said("treated")), lambda language: _treated(material, language))
    yield Answer("raw", (_said("no_raw" if isinstance(recipe.source, Simulated) else "raw"),))
    warned = [_finding(finding) for finding in material.content.findings if finding["severity"] == "warns"]
    accepted = (_said("warned", findings=", ".join(warned)),) if warned else ()
    yield Answer("checks", (_said("verified"), *accepted))
    if material.content.decisions:
        yield Answer("decisions", (_said("signed"),), lambda language: _decided(material, language))
    else:
        yield Answer("decisions", (_said("unsigned"),))


def _treated(material: Material, language: str) -> str:
    rows = [[f"`{column['name']}`", column["treatment"][language]] for column in material.columns]
    return table(list(ASKED["treated"][language]), rows)


def _finding(finding: Mapping[str, Any]) -> str:
    return f"`{finding['code']}` (`{finding['column']}`)" if finding["column"] else f"`{finding['code']}`"


def _decided(material: Material, language: str) -> str:
    rows = [
        [
            ASKED["law"][decision["question"]][language],
            decision["test"],
            decision["value"],
            decision["limit"],
            ASKED["accepted"]["accepted" if decision["is_accepted"] else "refused"][language],
            f"{decision['signer']}, {decision['role']}",
        ]
        for decision in material.content.decisions
    ]
    return table(list(ASKED["decision"][language]), rows)


def _uses(material: Material) -> Iterator[Answer]:
    yield from (Answer(name, (_said(name),)) for name in ("intended", "limits", "forbidden"))


def _distribution(material: Material) -> Iterator[Answer]:
    content, licence = material.content, licence_of(material.recipe.licence)
    where = f" ({content.publisher.address})" if content.publisher.address else ""
    yield Answer("how", (_said("how", date=content.published_on, where=where),))
    told = {"licence": licence.title, "address": licence.address}
    yield Answer("licence", (_said("licence_at" if licence.address else "licence", **told),))
    yield Answer("hidden", (_said("hidden", commitment=content.commitment),))


def _maintenance(material: Material) -> Iterator[Answer]:
    publisher = material.content.publisher
    told = {"publisher": publisher.name, "email": publisher.email}
    yield Answer("keeper", (_said("keeper_at" if publisher.email else "keeper", **told),))
    yield from (Answer(name, (_said(name),)) for name in ("updates", "older", "report"))


def _names(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


ANSWERED: Mapping[str, Callable[[Material], Iterator[Answer]]] = {
    "motivation": _motivation,
    "composition": _composition,
    "collection": _collection,
    "preprocessing": _preprocessing,
    "uses": _uses,
    "distribution": _distribution,
    "maintenance": _maintenance,
}
