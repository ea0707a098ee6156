"""Machines and the disk."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest

from challenges.evaluations.models import Machine
from smartport.console.needs.machines import disk, machines
from smartport.console.needs.need import Urgency
from tests.factories import NOW, make_machine

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
    Machine.objects.filter(name="quay-1").update(trouble="The engine does not answer.")
    troubled, silent = asked(machines, dora)
    assert "quay-1" in troubled.title
    assert troubled.about == "The engine does not answer."
    assert "silent" in silent.title


@pytest.mark.parametrize(("free", "urgency"), [(500 << 30, None), (50 << 30, Urgency.SOON), (1 << 30, Urgency.NOW)])
def test_disk_is_told_of_before_it_is_full(dora, own_data_folder, monkeypatch, free, urgency):
    own_data_folder.mkdir(exist_ok=True)
    total = 1000 << 30
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(total, total - free, free))
    assert [need.urgency for need in asked(disk, dora)] == ([] if urgency is None else [urgency])
