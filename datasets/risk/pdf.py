"""The risk report as a paper to sign, in French or Arabic."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from datasets.recipes.recipe import Recipe
from datasets.risk.fonts import find_faces
from datasets.risk.paper import Paper
from datasets.risk.paper_charts import (
    draw_attackers,
    draw_baseline,
    draw_columns,
    draw_crowds,
    draw_facts,
    draw_linkage,
    draw_verdict,
)
from datasets.risk.paper_tables import draw_answers, draw_head, draw_measures, draw_method
from datasets.risk.telling import Told, tell
from datasets.risk.told_answers import say_day

# Tells of every table of every typeface that it makes smaller.
logging.getLogger("fontTools").setLevel(logging.WARNING)


def risk_pdf(
    report: Mapping[str, Any],
    recipe: Recipe,
    *,
    language: str,
    decisions: Sequence[Mapping[str, Any]],
    at: date,
    digest: str,
) -> bytes:
    """The bytes of the paper, the same for the same arguments. `decisions` are those signed so far (see `tell`), `at`
    the day it is made, `digest` the SHA-256 of the release's manifest, which stands under every page. Raises
    FontsMissing."""
    faces = find_faces()
    with translation.override(language):
        told = tell(report, recipe=recipe, decisions=decisions)
        release = gettext("Release %(name)s, version %(version)s") % {"name": recipe.name, "version": recipe.version}
        with closing(Paper(faces, language=language, foot=[release, f"SHA-256 {digest}"], at=at)) as paper:
            paper.set_title(f"{gettext('Risk report')}: {told.title}")
            paper.add_page()
            draw_head(paper, told, release=release, day=say_day(at), law=recipe.law)
            _draw_report(paper, told)
            return bytes(paper.output())


def _draw_report(paper: Paper, told: Told) -> None:
    draw_verdict(paper, told.verdict)
    draw_facts(paper, told.facts)
    draw_crowds(paper, told)
    draw_attackers(paper, told)
    draw_linkage(paper, told)
    draw_columns(paper, told)
    draw_baseline(paper, told.baseline)
    draw_measures(paper, told)
    draw_answers(paper, told)
    draw_method(paper, told)
