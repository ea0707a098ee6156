"""What every test has: a data folder of its own, a broker in memory, and the cast."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.conf import LazySettings, settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from hypothesis import HealthCheck
from hypothesis import settings as properties

from challenges.editions.models import Challenge, Edition, Phase
from challenges.evaluations.models import Bundle
from challenges.evaluations.publishing import publish_bundle
from challenges.leaderboards.actions import open_missing
from challenges.leaderboards.models import Leaderboard
from challenges.pages.sign import Sign, kept
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from smartport.accounts.models import User
from tests import factories
from tests.factories import OPENS_AT

# How long drawing or running an example takes says how busy this machine is, nothing about the property.
properties.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run what takes many minutes")
    parser.addoption("--write-access", action="store_true", help="write tests/smartport/access.txt anew")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in production: threads of a test see one database and its locks."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty, but there: a live server looks for it once, before any test has a folder of its own."""
    folder = tmp_path_factory.mktemp("static")
    settings.STATIC_ROOT = folder
    return folder


@pytest.fixture(autouse=True)
def own_data_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Files, logs and the broker of a test touch nobody else's."""
    data = tmp_path / "data"
    settings.DATA = data
    settings.VAULT = data / "vault"
    settings.STORAGES = {
        "default": {"BACKEND": "smartport.storage.ContentStorage", "OPTIONS": {"location": data / "files"}},
        "hidden": {"BACKEND": "smartport.storage.ContentStorage", "OPTIONS": {"location": data / "hidden"}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SITE_URL = "http://testserver"
    settings.EVALUATOR_SHARES_DISK = True
    settings.EVALUATION_LEASE_SECONDS = 60
    settings.CROWD_SECONDS = 0
    kept.keep(Sign())  # read a moment ago: a page asks for it no more often than some times a minute
    current_app.conf.broker_url = "memory://"
    current_app.conf.broker_transport_options = {}
    return data


@pytest.fixture(autouse=True)
def deeds_watched(settings: LazySettings) -> None:
    """See tests.lines."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.lines.watched"]


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """A request that is really finished (its answer closed) leaves the test's database connection open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def edition(db: None) -> Edition:
    return factories.make_edition()


@pytest.fixture
def challenge(edition: Edition) -> Challenge:
    return factories.make_challenge(edition)


@pytest.fixture
def phase(challenge: Challenge) -> Phase:
    """Open at NOW."""
    return factories.make_phase(challenge)


@pytest.fixture
def bundle(phase: Phase, tmp_path: Path) -> Bundle:
    """The tiny bundle, in force for the phase."""
    return publish_bundle(phase, factories.bundle_folder(tmp_path / "bundle"), now=OPENS_AT)


@pytest.fixture
def leaderboard(bundle: Bundle) -> Leaderboard:
    """The phase's board, open and empty."""
    open_missing()
    return Leaderboard.objects.select_related("phase__challenge__edition").get(phase=bundle.phase)


@pytest.fixture
def alice(db: None) -> User:
    """Captains alices_team."""
    return factories.make_person("alice")


@pytest.fixture
def bob(db: None) -> User:
    """Alice's mate."""
    return factories.make_person("bob")


@pytest.fixture
def carol(db: None) -> User:
    """Judges; plays in no team."""
    return factories.make_person("carol")


@pytest.fixture
def dora(db: None) -> User:
    """Organises."""
    return factories.make_person("dora", is_staff=True)


@pytest.fixture
def mallory(db: None) -> User:
    """Captains another team and should see nothing of Alice's."""
    return factories.make_person("mallory")


@pytest.fixture
def alices_team(challenge: Challenge, alice: User, bob: User) -> Team:
    """Alice and Bob, who accepted the rules."""
    return factories.make_team(challenge.edition, name="Les Alizés", captain=alice, mates=(bob,))


@pytest.fixture
def mallorys_team(challenge: Challenge, mallory: User) -> Team:
    """Mallory alone, who accepted the rules."""
    return factories.make_team(challenge.edition, name="Contre-courant", captain=mallory)


@pytest.fixture
def submission(alices_team: Team, bundle: Bundle, alice: User) -> Submission:
    """A predictions file of Alice's team, received at NOW."""
    return factories.make_submission(alices_team, bundle.phase, by=alice)
