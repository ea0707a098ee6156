"""Machines and the disk."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest

from challenges.evaluations.models import Machine
from challenges.operations.models import FailedTask
from smartport.console.needs.machines import disk, failures, machines
from smartport.console.needs.need import Urgency
from tests.factories import NOW, make_machine, make_person

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def asked(source, user, *, now=NOW):
    return list(source(user, language="en", now=now))


def test_site_without_a_machine_says_so(dora):
    (need,) = asked(machines, dora)
    assert need.urgency is Urgency.NOW


def test_machine_that_works_is_not_told_of(dora):
    make_machine()
    assert asked(machines, dora) == []


def test_silent_one_and_one_with_a_trouble_are_told_of(dora):
    make_machine("quay-1")
    make_machine("quay-2", now=NOW - timedelta(minutes=5))
    Machine.objects.filter(name="quay-1").update(trouble="The engine does not answer.", slots=0)
    troubled, silent = asked(machines, dora)
    assert "quay-1" in troubled.title
    assert troubled.about == "The engine does not answer."
    assert "silent" in silent.title


@pytest.mark.parametrize(("free", "urgency"), [(50 << 30, None), (4 << 30, Urgency.SOON), (100 << 20, Urgency.NOW)])
def test_disk_is_told_of_before_it_is_full(dora, settings, monkeypatch, free, urgency):
    settings.DISK_LIMIT = 5 << 30
    total = 1000 << 30
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(total, total - free, free))
    assert [need.urgency for need in asked(disk, dora)] == ([] if urgency is None else [urgency])


def test_operators_have_the_buttons_and_the_failed_tasks(dora):
    olga = make_person("olga", is_staff=True, is_superuser=True)
    make_machine(now=NOW - timedelta(minutes=5))
    told = {"task": "datasets.tasks.read", "likeness": "0" * 64, "first_at": NOW, "last_at": NOW}
    FailedTask.objects.create(**told)
    assert [need.address for need in [*asked(machines, dora), *asked(failures, dora)]] == [""]
    addresses = [need.address for need in [*asked(machines, olga), *asked(failures, olga)]]
    assert addresses == ["/console/machines/", "/console/failures/"]


def test_drained_machine_is_no_trouble(dora):
    make_machine()
    Machine.objects.update(drain_asked_at=NOW, is_drained=True, slots=0)
    assert asked(machines, dora) == []
