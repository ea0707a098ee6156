"""Which place a project has in the end: as the ranking gave it, or as a motion moved it."""

from collections.abc import Sequence


def places_of(ranks: Sequence[tuple[str, int]], decided: Sequence[str]) -> list[tuple[str, int]]:
    """Each project with its place, from the first on. `ranks` are in the order that was computed, where those ex aequo
    share one (1-2-2-4); once a motion has moved somebody, the order that was decided gives each a place of its own."""
    if is_moved(ranks, decided):
        return [(project, place) for place, project in enumerate(decided, start=1)]
    return list(ranks)


def is_moved(ranks: Sequence[tuple[str, int]], decided: Sequence[str]) -> bool:
    """Whether a motion that was carried has changed the order."""
    return [project for project, _ in ranks] != list(decided)
