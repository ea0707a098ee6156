"""How much of a project a juror's own fields speak of: an aid to sharing out, never a grade."""

from collections.abc import Mapping, Sequence

from challenges.panels.matching import words_of

ENOUGH = 2
"""Fields found in a project that make a juror as fit for it as can be told."""


def knowledge(fields: str, text: str) -> float:
    """From 0 to 1; a field is found where all its words are in the text."""
    return _share(_fields(fields), words_of(text))


def knowledge_of(jurors: Mapping[str, str], projects: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """By (juror, project) where it is more than nothing; the values are the fields of jurors and the texts of
    projects."""
    told = {juror: _fields(fields) for juror, fields in jurors.items()}
    words = {project: words_of(text) for project, text in projects.items()}
    pairs = {(juror, project): _share(told[juror], words[project]) for juror in told for project in words}
    return {pair: share for pair, share in pairs.items() if share}


def _fields(text: str) -> list[set[str]]:
    return [words for line in text.replace(",", "\n").replace(";", "\n").splitlines() if (words := words_of(line))]


def _share(fields: Sequence[set[str]], words: set[str]) -> float:
    found = sum(field <= words for field in fields)
    return min(1.0, found / ENOUGH)
