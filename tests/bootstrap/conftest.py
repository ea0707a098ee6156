"""An installation in a temporary folder, and steps that print where a test can read."""

import io

import pytest

from smartport.bootstrap.commands import Commands
from smartport.bootstrap.packages import Packages
from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import Steps
from smartport.bootstrap.supervisor import Supervisor


@pytest.fixture
def place(tmp_path):
    return Place(data=tmp_path / "var", given={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)})


@pytest.fixture
def said():
    return io.StringIO()


@pytest.fixture
def steps(said):
    return Steps(said)


@pytest.fixture
def commands(place):
    return Commands(place)


@pytest.fixture
def packages(steps, commands):
    return Packages(steps, commands)


@pytest.fixture
def supervisor():
    supervisor = Supervisor()
    yield supervisor
    supervisor.stop()
