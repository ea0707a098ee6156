"""A machine is taken out of work while it runs something: it finishes that, takes nothing new, and works again."""

import time

import pytest

from tests.factories import code_zip
from tests.journeys.entries import program
from tests.journeys.site import RealSite, until

pytestmark = [pytest.mark.engine, pytest.mark.broker, pytest.mark.slow, pytest.mark.xdist_group("journeys")]

RUNS_FOR = 6.0
ACT = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "smartport.settings"
import django; django.setup()
from challenges import clock
from challenges.evaluations import machines
from challenges.evaluations.models import Machine
from smartport.accounts.models import User
operator, _ = User.objects.get_or_create(username="olga", email="olga@example.ma", is_superuser=True, is_staff=True)
machines.{deed}(Machine.objects.get().name, by=operator, now=clock.now())
"""


def act(site: RealSite, deed: str) -> None:
    """As the operator does it on the page."""
    site.run("-c", ACT.format(deed=deed))


def machine(site: RealSite) -> dict[str, object]:
    return dict(site.rows("SELECT * FROM challenges_machine")[0])


def test_drained_machine_finishes_what_runs_and_takes_nothing_until_it_is_back(real_site: RealSite):
    running = real_site.hand_in("alice", code_zip(program(seconds=RUNS_FOR, value=2)))
    until(lambda: [row for row in real_site.evaluations(running) if row["started_at"]])

    act(real_site, "drain")
    until(lambda: machine(real_site)["is_drained"])
    waiting = real_site.hand_in("mallory", code_zip(program(value=2)))
    assert real_site.ended("alice", running)["state"] == "scored"
    time.sleep(2)
    assert [row["state"] for row in real_site.evaluations(waiting)] == ["queued"]

    real_site.stop("evaluator")
    real_site.start("evaluator")  # it remembers
    before = machine(real_site)["boot"]
    until(lambda: machine(real_site)["boot"] != before)
    assert machine(real_site)["is_drained"]
    assert [row["state"] for row in real_site.evaluations(waiting)] == ["queued"]

    act(real_site, "take_back")
    assert real_site.ended("mallory", waiting)["state"] == "scored"
