"""Everything that waits, the most urgent first."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from smartport.console.needs.contest import hours, letters, questions
from smartport.console.needs.data import data
from smartport.console.needs.evaluations import evaluations
from smartport.console.needs.jury import jury
from smartport.console.needs.machines import disk, failures, machines
from smartport.console.needs.need import Need

Source = Callable[..., Iterator[Need]]
SOURCES: tuple[Source, ...] = (evaluations, questions, machines, failures, disk, letters, hours, jury, data)


def needs_of(user: AbstractBaseUser, *, language: str, now: datetime) -> list[Need]:
    """In the language that is active; of one urgency in the order of the sources."""
    found = [need for source in SOURCES for need in source(user, language=language, now=now)]
    return sorted(found, key=lambda need: need.urgency)
