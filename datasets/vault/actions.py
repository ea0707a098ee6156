"""Changes the vault: an upload opens, grows and ends; a day is changed; an extract is deleted. Each deed is noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from datasets.bell import ring
from datasets.deeds import about_to_tell, tell
from datasets.vault import keeping, rules
from datasets.vault.models import Access, Extract, ExtractState
from datasets.vault.queries import NEVER_READ, is_visiting
from datasets.vault.rules import Deed

SITE = "smartport"
"""Who does what the clock tells."""
TOLD: Mapping[str, str] = {
    Deed.CREATED: "extract.begun",
    Deed.RECEIVED: "extract.received",
    Deed.OPENED: "extract.opened",
    Deed.USED: "extract.used",
    Deed.DATE_CHANGED: "extract.day_changed",
    Deed.DELETION_ASKED: "extract.deleted",
    Deed.DESTROYED: "extract.destroyed",
}
"""What is told beyond the vault: all but what the site itself finds as it reads a file."""
KEPT_INSIDE = frozenset({"file", "name"})
"""What a raw file is called stays in the vault."""


@dataclass(frozen=True)
class Announced:
    """What somebody wants to keep; `name` may be empty, then one is made from the file's. `size` in bytes."""

    name: str
    file_name: str
    size: int
    delete_after: date


@dataclass(frozen=True)
class Actor:
    """Who does something: a person, or a command or the site itself by a word."""

    user: AbstractBaseUser | None
    name: str = ""

    @property
    def key(self) -> Any:
        return self.user.pk if self.user else None

    @property
    def word(self) -> str:
        return (str(self.user) if self.user else self.name)[: rules.ACTOR_LENGTH]


CLOCK = Actor(None, SITE)


@transaction.atomic(savepoint=False)
def note_access(
    extract: Extract,
    *,
    deed: str,
    by: AbstractBaseUser | None,
    now: datetime,
    actor: str = "",
    details: Mapping[str, Any] | None = None,
) -> Access:
    """Write a line of the extract's journal, in the transaction of the deed, and tell of it. `actor` says who it was
    where `by` is None."""
    who, noted = Actor(by, actor), dict(details or {})
    made = Access.objects.create(extract=extract, at=now, by_id=who.key, actor=who.word, deed=deed, details=noted)
    if deed in TOLD:
        tell(TOLD[deed], subject=f"extract:{extract.pk}", by=by, actor=actor, now=now, details=_told(deed, noted))
    return made


def _told(deed: str, noted: Mapping[str, Any]) -> Mapping[str, Any]:
    """What leaves the vault of a line of its journal."""
    if deed == Deed.DATE_CHANGED:
        return {"changes": {"delete_after": [noted["from"], noted["to"]]}}
    return {name: value for name, value in noted.items() if name not in KEPT_INSIDE}


def note_visit(extract: Extract, *, by: AbstractBaseUser, now: datetime, recipe: str = "") -> None:
    """Somebody opened its page, or a recipe for it; one line for a visit, however often the page is loaded."""
    if not is_visiting(extract, user=by, now=now, recipe=recipe):
        note_access(extract, deed=Deed.OPENED, by=by, now=now, details={"recipe": recipe} if recipe else {})


def open_upload(announced: Announced, *, by: Actor, now: datetime) -> Extract:
    """A place for a file that is about to come. A refused extract gives its name to the one that comes instead. Raises
    what the rules refuse: file, size, day, room, name."""
    file_name = rules.clean_file_name(announced.file_name)
    if not file_name:
        raise rules.FileNameMissing
    rules.require_size(announced.size, largest=settings.VAULT_LARGEST)
    rules.require_day(announced.delete_after, today=rules.day_of(now))
    rules.require_room(announced.size, free=keeping.free_bytes())
    with transaction.atomic():
        about_to_tell(now=now)
        name = _free_name(announced, by=by, now=now)
        extract = _made(name, file_name, announced, by=by, now=now)
        details = {"file": file_name, "size": announced.size, "delete_after": announced.delete_after.isoformat()}
        note_access(extract, deed=Deed.CREATED, by=by.user, actor=by.name, now=now, details=details)
    return extract


def append(extract: Extract, *, offset: int, content: IO[bytes], by: Actor, now: datetime) -> Extract:
    """The next bytes of an upload; the last ones make it wait for its reading. Two that send the same chunk are two of
    whom the second is refused. Raises NotUploading, WrongOffset, TooManyBytes, VaultFull."""
    length = _length(content)
    with keeping.locked(extract.pk):
        extract.refresh_from_db()
        if extract.state != ExtractState.UPLOADING:
            raise rules.NotUploading
        rules.require_place(offset, received=extract.received)
        rules.require_fit(offset, length=length, size=extract.size)
        received = offset + keeping.append(extract.pk, offset=offset, content=content)
        _advance(extract, offset=offset, received=received, by=by, now=now)
    return extract


def change_day(extract: Extract, *, delete_after: date, by: Actor, now: datetime) -> None:
    """Keep it longer, or shorter. Raises DayUnfit or ExtractGone."""
    rules.require_day(delete_after, today=rules.day_of(now))
    if delete_after == extract.delete_after:
        return
    living = Extract.objects.filter(pk=extract.pk).exclude(state=ExtractState.DELETED)
    with transaction.atomic():
        if not living.update(delete_after=delete_after):
            raise rules.ExtractGone
        details = {"from": extract.delete_after.isoformat(), "to": delete_after.isoformat()}
        note_access(extract, deed=Deed.DATE_CHANGED, by=by.user, actor=by.name, now=now, details=details)
    extract.delete_after = delete_after


def delete(extract: Extract, *, reason: str, by: Actor, now: datetime) -> bool:
    """From now on nobody may use it; its files are destroyed as soon as no build reads them. What was never read gives
    its name back. False where it was deleted before."""
    with transaction.atomic():
        about_to_tell(now=now)
        found = Extract.objects.select_for_update().filter(pk=extract.pk).first()
        if found is None or found.state == ExtractState.DELETED:
            return False
        name = rules.freed_name(found.name, mark=found.pk.hex[:8]) if found.state in NEVER_READ else found.name
        asked = Extract.objects.filter(pk=found.pk, state=found.state)
        if not asked.update(state=ExtractState.DELETED, name=name, changed_at=now):
            return False
        details = {"reason": reason, "name": found.name}
        note_access(found, deed=Deed.DELETION_ASKED, by=by.user, actor=by.name, now=now, details=details)
        transaction.on_commit(ring)
    extract.refresh_from_db()
    return True


def destroy(extract: Extract, *, now: datetime) -> bool:
    """The files of a deleted extract are gone when this returns; the row and its journal stay. False where somebody
    else did it, or where it is not deleted."""
    waiting = Extract.objects.filter(pk=extract.pk, state=ExtractState.DELETED, deleted_at=None)
    if not waiting.exists():
        return False
    keeping.remove(extract.pk)
    with transaction.atomic():
        if not waiting.update(deleted_at=now, changed_at=now):
            return False
        note_access(extract, deed=Deed.DESTROYED, by=None, actor=SITE, now=now)
    return True


def _made(name: str, file_name: str, announced: Announced, *, by: Actor, now: datetime) -> Extract:
    try:
        with transaction.atomic():
            return Extract.objects.create(
                name=name,
                original_name=file_name,
                size=announced.size,
                kept_by_id=by.key,
                created_at=now,
                changed_at=now,
                delete_after=announced.delete_after,
            )
    except IntegrityError as error:
        raise rules.NameTaken(name=name) from error


def _free_name(announced: Announced, *, by: Actor, now: datetime) -> str:
    """The name asked for, freed of a refused extract that holds it; or one that is free, made from the file's."""
    if not announced.name:
        stem = rules.name_from(announced.file_name)
        taken = Extract.objects.filter(name__startswith=stem).values_list("name", flat=True)
        return rules.name_from(announced.file_name, taken=set(taken))
    rules.require_name(announced.name)
    holder = Extract.objects.filter(name=announced.name).first()
    if holder is None:
        return announced.name
    if holder.state == ExtractState.UPLOADING:
        raise rules.UploadUnfinished(name=announced.name)
    if holder.state != ExtractState.REFUSED:
        raise rules.NameTaken(name=announced.name)
    delete(holder, reason="replaced", by=by, now=now)
    return announced.name


def _advance(extract: Extract, *, offset: int, received: int, by: Actor, now: datetime) -> None:
    """The row follows the file: what is not in the row is cut off by the next chunk."""
    is_whole = received == extract.size
    state = ExtractState.READING if is_whole else ExtractState.UPLOADING
    stands = Extract.objects.filter(pk=extract.pk, state=ExtractState.UPLOADING, received=offset)
    with transaction.atomic():
        if not stands.update(received=received, state=state, changed_at=now):
            raise rules.NotUploading
        if is_whole:
            note_access(extract, deed=Deed.RECEIVED, by=by.user, actor=by.name, now=now, details={"size": received})
            transaction.on_commit(ring)
    extract.refresh_from_db()


def _length(content: IO[bytes]) -> int:
    """Bytes from where it stands to its end."""
    begin = content.tell()
    length = content.seek(0, 2) - begin
    content.seek(begin)
    return length
