"""A look at the rows of the published tables: in pages, sorted and filtered by what the address says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from challenges.pages.asking import NAMES, ORDER, PAGE, PART, Question, order_address, read_question
from challenges.pages.contents import title_of
from challenges.pages.data import access_of
from challenges.pages.shapes import Shape, say_cell, say_count, shapes_of
from challenges.pages.visit import visit
from datasets.releases.profile import Profile
from datasets.releases.published import Published
from datasets.releases.queries import files_of, profile_of, tables
from datasets.releases.rows import Cell, find, read_rows
from datasets.releases.rows import shape_of as table_shape
from datasets.releases.rules import DEPTH, DESCENDING, PAGE_ROWS, Kind
from datasets.releasing.licences import licence_of

MOST_DECIMALS = 6


@dataclass(frozen=True)
class Head:
    """The head of a column: `direction` is that of aria-sort, `address` where a click leads."""

    name: str
    is_number: bool
    direction: str
    address: str
    shape: Shape | None


@dataclass(frozen=True)
class Grid:
    """One page of a view of one table."""

    part: str
    rows: int
    found: int
    heads: tuple[Head, ...]
    lines: list[list[Cell]]
    page: "Page[int]"
    question: Question

    @property
    def is_cut(self) -> bool:
        """Whether there are rows beyond the last page."""
        return self.found > DEPTH

    @property
    def found_said(self) -> str:
        """How many rows there are, of how many where some are left out."""
        told = {"number": say_count(self.found), "all": say_count(self.rows)}
        if self.found == self.rows:
            return ngettext("%(number)s row", "%(number)s rows", self.found) % told
        return ngettext("%(number)s row of %(all)s", "%(number)s rows of %(all)s", self.found) % told

    @property
    def order(self) -> str:
        """As the address says it; empty for the order of the file."""
        order = self.question.read.view.order
        return f"{DESCENDING if order.is_descending else ''}{order.column}" if order else ""

    @property
    def order_said(self) -> str:
        order = self.question.read.view.order
        if order is None:
            return ""
        if order.is_descending:
            return gettext("sorted by %(column)s, from the last") % {"column": order.column}
        return gettext("sorted by %(column)s") % {"column": order.column}

    @property
    def depth(self) -> int:
        return DEPTH

    @property
    def cells(self) -> list[list[tuple[Head, str | None]]]:
        """As they are written: the numbers of a column with as many decimals as one of them needs."""
        columns = [_written(column) for column in zip(*self.lines, strict=True)]
        return [list(zip(self.heads, line, strict=True)) for line in zip(*columns, strict=True)]


@require_safe
def data_rows(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows for those who may download them; for others what to do. 404 where no table can be looked at."""
    seen = visit(request, slug)
    release = seen.challenge.release
    files = files_of(release) if release else {}
    found = tables(files.values())
    if release is None or not found:
        raise Http404
    access = access_of(request, release)
    if not access["may_download"] and "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    context: dict[str, Any] = {"visit": seen, "release": release, "tables": found, **access}
    context["licence"] = licence_of(release.licence)
    if context["may_download"]:
        asked = request.GET.get(PART, "")
        part = asked if asked in found else next(iter(found))
        profile = profile_of(files)
        context |= {
            "grid": _grid(request, found[part], part=part, profile=profile),
            "parts": [(name, title_of(name), table_shape(table).rows) for name, table in found.items()],
            "operators": [(operator.value, name) for operator, name in NAMES.items()],
            "is_strange_part": bool(asked) and asked not in found,
        }
    return render(request, "challenges/editions/data_rows.html", context)


def _written(cells: Sequence[Cell]) -> list[str | None]:
    decimals = max((_decimals(cell) for cell in cells if isinstance(cell, float)), default=0)
    return [cell if cell is None or isinstance(cell, str) else say_cell(cell, decimals=decimals) for cell in cells]


def _decimals(number: float) -> int:
    text = f"{number:.{MOST_DECIMALS}f}".rstrip("0")
    return len(text.partition(".")[2])


def _grid(request: HttpRequest, table: Published, *, part: str, profile: Profile | None) -> Grid:
    shape = table_shape(table)
    question = read_question(request, columns=shape.columns, part=title_of(part))
    found = find(table, question.read.view)
    page = Paginator(range(min(found.count, DEPTH)), PAGE_ROWS).get_page(request.GET.get(PAGE))
    first = max(0, page.start_index() - 1)
    return Grid(
        part=part,
        rows=shape.rows,
        found=found.count,
        heads=tuple(_heads(request, shape.columns, question=question, profile=profile)),
        lines=read_rows(table, found.places[first : first + PAGE_ROWS]),
        page=page,
        question=question,
    )


def _heads(
    request: HttpRequest, columns: dict[str, Kind], *, question: Question, profile: Profile | None
) -> list[Head]:
    order = question.read.view.order
    now = request.GET.get(ORDER, "") if order else ""
    known = {shape.column.name: shape for shape in shapes_of(profile)} if profile else {}
    heads = []
    for name, kind in columns.items():
        direction = "none"
        if order and order.column == name:
            direction = "descending" if order.is_descending else "ascending"
        address = order_address(request.GET, column=name, now=now)
        heads.append(Head(name, kind is Kind.NUMBER, direction, address, known.get(name)))
    return heads
