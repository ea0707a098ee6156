"""Every template is compiled before anybody asks for a page."""

import runpy

import pytest
from django.template import TemplateSyntaxError, engines

from smartport.compiled import compile_templates


@pytest.fixture
def kept():
    """What the loader has compiled, by key: nothing at first."""
    (loader,) = engines["django"].engine.template_loaders
    loader.reset()
    return loader.get_template_cache


def test_web_server_compiles_every_page_before_the_first_reader(kept):
    runpy.run_module("smartport.wsgi")
    ready = set(kept)
    names = compile_templates()
    assert {"base.html", "_colophon.html", "console/_faults.html"} <= set(names) <= ready


def test_mistake_in_a_template_is_raised_at_the_start(kept, settings, tmp_path):
    (tmp_path / "broken.html").write_text("{% if %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with pytest.raises(TemplateSyntaxError):
        compile_templates()
