"""Turns a notebook that is kept as a program (percent format) into the JSON that Jupyter opens."""

import json
import re
from collections.abc import Iterator
from typing import Any

CELL = re.compile(r"^# %%( \[markdown\])?.*$", re.MULTILINE)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook_of(program: str) -> str:
    """nbformat 4.5, without outputs; the same bytes for the same program. What stands before the first cell, the
    module's docstring, is left out."""
    told = {
        "cells": [_cell(number, *cell) for number, cell in enumerate(cells_of(program))],
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def cells_of(program: str) -> Iterator[tuple[str, str]]:
    """Each cell's kind (markdown or code) and text; a cell of markdown without the signs of its comment."""
    marks = list(CELL.finditer(program))
    ends = [mark.start() for mark in marks[1:]] + [len(program)]
    for mark, end in zip(marks, ends, strict=True):
        text = program[mark.end() : end].strip("\n")
        yield ("markdown", _uncommented(text)) if mark[1] else ("code", text)


def _uncommented(text: str) -> str:
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in text.splitlines())


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    told: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}}
    if kind == "code":
        told |= {"execution_count": None, "outputs": []}
    return {**told, "source": text.splitlines(keepends=True)}
