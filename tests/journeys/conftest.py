"""The real site of the journeys: started once, on an engine of its own."""

import logging
import shutil
from collections.abc import Iterator

import pytest

from evaluator.bundle import IMAGE
from tests.journeys.engine import OwnEngine, require_engine
from tests.journeys.site import RealSite


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnEngine]:
    """May be stopped and started again by a test."""
    require_engine()
    own = OwnEngine(tmp_path_factory.mktemp("engine"))
    own.start()
    try:
        own.take_image(IMAGE)
        yield own
    finally:
        own.close()


@pytest.fixture(scope="session")
def real_site(engine: OwnEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSite]:
    """Serving, its worker waiting for orders."""
    if shutil.which("redis-server") is None:
        pytest.skip("needs redis-server")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    site = RealSite.at(tmp_path_factory.mktemp("site"), engine=engine.url)
    try:
        site.open()
        yield site
    finally:
        site.close()
        print(site.logs())


@pytest.fixture
def whole_again(real_site: RealSite, engine: OwnEngine) -> Iterator[None]:
    """A test that stops parts of the site leaves all of it running."""
    yield
    if not engine.running:
        engine.start()
    for name in real_site.programs:
        if name not in real_site.running:
            real_site.start(name)
