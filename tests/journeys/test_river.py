"""From the upload to the board, as a site without Redis and with its evaluator on another disk does it."""

import logging
import os
from collections.abc import Iterator

import pytest

from tests.factories import code_zip, predictions_csv
from tests.journeys.engine import require_image
from tests.journeys.entries import program
from tests.journeys.site import RealSite, until

pytestmark = [pytest.mark.engine, pytest.mark.slow, pytest.mark.xdist_group("journeys")]


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSite]:
    """Messages in a folder, contents by signed addresses; on the engine that everybody shares."""
    require_image()
    engine = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    site = RealSite.at(
        tmp_path_factory.mktemp("plain-site"), engine=engine, has_redis=False, SMARTPORT_EVALUATOR_SHARES_DISK="no"
    )
    try:
        site.open()
        yield site
    finally:
        site.close()
        print(site.logs())


def test_predictions_and_code_come_to_the_board(plain_site: RealSite):
    hers = plain_site.hand_in("alice", code_zip(program(value=2)))
    theirs = plain_site.hand_in("mallory", predictions_csv(a=1, b=2, c=3, d=4), kind="predictions")

    ended = plain_site.ended("alice", hers)
    assert plain_site.ended("mallory", theirs)["scores"] == {"public": {"mae": 0.0, "bias": 0.0}}
    assert ended["scores"] == {"public": {"mae": 0.5, "bias": 0.5}}

    with plain_site.client("bob") as client:
        board = client.get("challenges/rade/leaderboard").json()
        log = client.get(f"submissions/{hers}/log")
    assert [(row["rank"], row["team_name"]) for row in board["results"]] == [(1, "Contre-courant"), (2, "Les Alizés")]
    assert log.text == "hello from the entry\n"
    kept = sorted(path.name.split("-")[0] for path in (plain_site.place.data / "cache").iterdir())
    assert kept == ["bundle", "file", "file", "file"]


def test_failure_of_the_entry_is_told_with_its_log(plain_site: RealSite):
    submission = plain_site.hand_in("alice", code_zip("print('about to fail'); raise SystemExit(3)"))
    ended = plain_site.ended("alice", submission)
    assert (ended["state"], ended["outcome"], ended["exit_code"]) == ("failed", "crashed", 3)
    with plain_site.client("mallory") as client:
        assert client.get(f"submissions/{submission}/log").status_code == 404


def test_running_submission_is_cancelled_and_its_process_free_within_seconds(plain_site: RealSite):
    """The machine reads its recalls from a folder as it reads its orders."""
    submission = plain_site.hand_in("alice", code_zip(program(seconds=15)))
    until(lambda: plain_site.submission("alice", submission)["started_at"])
    with plain_site.client("bob") as client:
        told = client.post(f"submissions/{submission}/cancel").raise_for_status().json()
    assert (told["state"], told["is_counted"]) == ("cancelled", True)
    until(lambda: not list((plain_site.place.data / "running").iterdir()), seconds=8)  # it would have run for 15
