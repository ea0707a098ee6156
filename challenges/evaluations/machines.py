"""An operator takes a machine out of work, takes it back, and forgets one that is gone."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F

from challenges.evaluations.models import Machine
from challenges.evaluations.rules import MachineStillSpeaks, MachineTooOld, is_silent
from challenges.journal.actions import hold_the_pen, write
from challenges.recall import ask_to_drain

LONGEST_SUBJECT = 120


@transaction.atomic
def drain(name: str, *, by: AbstractBaseUser, now: datetime) -> None:
    """From now on it is given nothing new and finishes what it runs; twice changes nothing. Raises Machine.DoesNotExist
    and, where its worker could not hear of it, MachineTooOld."""
    hold_the_pen(now)
    machine = _locked(name)
    if machine.drain_asked_at is not None:
        return
    if machine.is_drained is None and not is_silent(machine.seen_at, now=now):
        raise MachineTooOld
    _turn(machine, on=True, by=by, now=now)


@transaction.atomic
def take_back(name: str, *, by: AbstractBaseUser, now: datetime) -> None:
    """It works again; twice changes nothing. Raises Machine.DoesNotExist."""
    hold_the_pen(now)
    machine = _locked(name)
    if machine.drain_asked_at is not None:
        _turn(machine, on=False, by=by, now=now)


@transaction.atomic
def forget(name: str, *, by: AbstractBaseUser, now: datetime) -> None:
    """Take a machine that has been silent off the list; what it did stays told. Should it speak again, it is there
    again. Raises Machine.DoesNotExist, MachineStillSpeaks."""
    hold_the_pen(now)
    machine = _locked(name)
    if not is_silent(machine.seen_at, now=now):
        raise MachineStillSpeaks
    machine.delete()
    details = {"last_heard_of": machine.seen_at.isoformat()}
    write("machine.forgotten", subject=_subject(name), by=by, now=now, details=details)


def note_breakdown(name: str, *, trouble: str, now: datetime) -> None:
    """It failed at an evaluation. Outside the evaluation's own transaction: a machine that speaks is locked first."""
    told = {"last_breakdown": trouble, "last_breakdown_at": now}
    Machine.objects.filter(name=name).update(breakdowns=F("breakdowns") + 1, **told)


def _locked(name: str) -> Machine:
    return Machine.objects.select_for_update(no_key=True).get(name=name)


def _turn(machine: Machine, *, on: bool, by: AbstractBaseUser, now: datetime) -> None:
    Machine.objects.filter(pk=machine.pk).update(drain_asked_at=now if on else None)
    deed = "machine.drained" if on else "machine.taken_back"
    write(deed, subject=_subject(machine.name), by=by, now=now)
    transaction.on_commit(lambda: ask_to_drain(machine.name, on=on))


def _subject(name: str) -> str:
    return f"machine:{name}"[:LONGEST_SUBJECT]
