"""The clock's strokes reach somebody."""

import pytest

from smartport.celery import app
from smartport.schedule import SCHEDULE


@pytest.mark.parametrize("name", SCHEDULE)
def test_every_stroke_has_its_task(name):
    app.loader.import_default_modules()
    assert SCHEDULE[name]["task"] in app.tasks
