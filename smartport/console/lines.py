"""A line of the journal as a page shows it: who did what to which thing, and from what to what."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from difflib import SequenceMatcher
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext, gettext_noop

from challenges.chronicle.models import Topic
from challenges.chronicle.resolving import KINDS
from challenges.chronicle.rules import moves_in, subject_of
from challenges.chronicle.wording import KIND_NAMES, deed_said, kind_said, part_said
from challenges.hooks.models import Webhook
from challenges.journal.models import JournalEntry
from challenges.wording import enumerated, localized, say_moment

LONG = 40  # letters from which on two texts are shown by their differences
KEPT = 24  # letters of what stayed the same beside a difference
# Of what is told beside the fields of a thing; the words are message ids.
NAMES: Mapping[str, str] = {
    "host": gettext_noop("Receiver"),
    "address": gettext_noop("web address"),
    "revision": gettext_noop("Revision"),
    "delete_after": gettext_noop("delete after"),
}
OF_DATA = frozenset({"recipe", "build", "release"})
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")


@dataclass(frozen=True)
class Piece:
    """A part of a text: as it was, gone, or new. `kind` is same, old or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Move:
    """A field, its two values in words, and for long texts where they differ."""

    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A line in the reader's language. `name` and `address` are of the thing it is about, empty where there is none."""

    entry: JournalEntry
    who: str
    is_person: bool
    said: str
    kind: str
    name: str
    address: str
    team: str
    moves: tuple[Move, ...]


def shown(entries: Sequence[JournalEntry], *, zone: tzinfo) -> list[Shown]:
    """Lines with their people, in one query more for all of them."""
    people = _people(entries)
    return [_shown(entry, people=people, zone=zone) for entry in entries]


def _people(entries: Sequence[JournalEntry]) -> Mapping[int, Any]:
    subjects = (subject_of(text) for entry in entries for text in (entry.subject, entry.actor))
    keys = {subject.key for subject in subjects if subject.kind == "user" and isinstance(subject.key, int)}
    return get_user_model().objects.in_bulk(keys) if keys else {}


def _shown(entry: JournalEntry, *, people: Mapping[int, Any], zone: tzinfo) -> Shown:
    topic: Topic | None = getattr(entry, "topic", None)
    is_person = entry.actor.startswith("user:")
    team = topic.team.name if topic is not None and topic.team is not None else ""
    return Shown(
        entry=entry,
        who=_person(entry.actor, people) if is_person else part_said(entry.actor),
        is_person=is_person,
        said=deed_said(entry.deed),
        kind=kind_said(entry.subject) if entry.subject else "",
        name=_name(entry, topic, people),
        address=address_of(entry, topic),
        team=team,
        moves=tuple(_moves(entry, zone=zone)),
    )


def _person(text: str, people: Mapping[int, Any]) -> str:
    key = subject_of(text).key
    person = people.get(key) if isinstance(key, int) else None
    return str(person) if person else gettext("a deleted account (%(key)s)") % {"key": key}


def _name(entry: JournalEntry, topic: Topic | None, people: Mapping[int, Any]) -> str:
    """What the thing is called; its key where it has no name."""
    subject = subject_of(entry.subject)
    if subject.kind == "user":
        return _person(entry.subject, people)
    if topic is not None:
        if subject.kind == "team" and topic.team:
            return topic.team.name
        if subject.kind == "edition" and topic.edition:
            return localized(topic.edition.title, _language())
        if topic.challenge and subject.kind in {"challenge", "leaderboard", "phase", "bundle", "rejudge"}:
            below = f" · {localized(topic.phase.title, _language())}" if topic.phase else ""
            return localized(topic.challenge.title, _language()) + below
    if data_name := _data_name(entry):
        return data_name
    return subject.reference[:8] if len(subject.reference) == 36 else subject.reference


def _data_name(entry: JournalEntry) -> str:
    """Of a recipe and what is made of it, as its line tells it; empty for anything else."""
    is_told = subject_of(entry.subject).kind in OF_DATA and isinstance(entry.details, dict)
    return str(entry.details.get("name", "")) if is_told else ""


def address_of(entry: JournalEntry, topic: Topic | None) -> str:
    """Where the thing itself is looked at; empty where it has no page."""
    subject = subject_of(entry.subject)
    if topic is not None and topic.submission_id is not None:
        return reverse("submission", args=[topic.submission_id])
    pages = {
        "rejudge": "rejudge",
        "question": "answer-question",
        "project": "project-page",
        "webhook": "console-hook",
        "announcement": "announcement",
        "extract": "extract",
        "build": "build",
    }
    if subject.kind in pages and subject.key is not None and not isinstance(subject.key, int):
        return reverse(pages[subject.kind], args=[subject.key])
    if subject.kind == "recipe" and (name := _data_name(entry)):
        return reverse("recipe-history", args=[name])
    if subject.kind == "leaderboard" and topic is not None and topic.challenge and topic.phase:
        return f"{reverse('leaderboard', args=[topic.challenge.slug])}?phase={topic.phase.slug}"
    return reverse("console-editions") if subject.kind in {"challenge", "edition", "phase", "partner"} else ""


def _moves(entry: JournalEntry, *, zone: tzinfo) -> Iterator[Move]:
    details = entry.details if isinstance(entry.details, dict) else {}
    kind = subject_of(entry.subject).kind
    for name, (old, new) in moves_in(details).items():
        label = _label(kind, name)
        if _is_texts(old) or _is_texts(new):
            for language in sorted({*(old or {}), *(new or {})}):
                before, after = (old or {}).get(language, ""), (new or {}).get(language, "")
                if before != after:
                    yield _move(f"{label} ({language})", before, after, zone=zone)
        else:
            yield _move(label, old, new, zone=zone)


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= LANGUAGES


def _move(label: str, old: Any, new: Any, *, zone: tzinfo) -> Move:
    before, after = said(old, zone=zone), said(new, zone=zone)
    is_long = isinstance(old, str) and isinstance(new, str) and max(len(before), len(after)) > LONG
    return Move(label, before, after, tuple(differences(before, after)) if is_long and before and after else ())


def said(value: Any, *, zone: tzinfo) -> str:
    """A value of the journal in words; hours in the zone."""
    if value is None or value == "" or value == [] or value == {}:
        return "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, str) and _MOMENT.fullmatch(value) and (moment := _moment(value)):
        return say_moment(moment, zone=zone)
    if isinstance(value, list):
        return enumerated(said(one, zone=zone) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {said(one, zone=zone)}" for name, one in value.items())
    return str(value)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def differences(old: str, new: str) -> Iterator[Piece]:
    """Word by word; of what stayed the same only what stands beside a difference."""
    before, after = re.findall(r"\S+\s*|\s+", old), re.findall(r"\S+\s*|\s+", new)
    for kind, *places in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[places[0] : places[1]]), "".join(after[places[2] : places[3]])
        if kind == "equal":
            yield Piece("same", _shortened(gone))
            continue
        yield from (piece for piece in (Piece("old", gone), Piece("new", come)) if piece.text)


def _shortened(text: str) -> str:
    """Cut between words."""
    if len(text) <= 2 * KEPT + 3:
        return text
    return f"{text[:KEPT].rpartition(' ')[0]} … {text[-KEPT:].partition(' ')[2]}"


def _label(kind: str, name: str) -> str:
    """As the thing's own form calls the field."""
    model = Webhook if kind == "webhook" else KINDS[kind].model if kind in KINDS else None
    if model is not None:
        try:
            field = model._meta.get_field(name)
            if field.is_relation and name in KIND_NAMES:
                return gettext(KIND_NAMES[name])
            return str(getattr(field, "verbose_name", name))
        except FieldDoesNotExist:
            pass
    return gettext(NAMES[name]) if name in NAMES else name.replace("_", " ")


def _language() -> str:
    return (get_language() or "fr")[:2]


def deeds_said(deeds: Iterable[str]) -> list[tuple[str, str]]:
    """To choose from: each deed and its sentence, in the order of the sentences."""
    return sorted(((deed, deed_said(deed)) for deed in deeds), key=lambda pair: pair[1].casefold())
