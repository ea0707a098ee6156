"""What a machine tells of itself; what its engine does not answer is left out."""

from types import SimpleNamespace
from typing import Any

import pytest
from docker.errors import DockerException, ImageNotFound

from evaluator import __version__
from evaluator.bundle import IMAGE
from evaluator.introducing import introduction
from evaluator.sandbox.docker import DockerSandbox


class Api:
    def __init__(self, *, is_there: bool = True, has_image: bool = True) -> None:
        self.is_there, self.has_image = is_there, has_image

    def version(self) -> dict[str, Any]:
        if not self.is_there:
            raise DockerException("gone")
        return {"Version": "27.5.1"}

    def inspect_image(self, name: str) -> dict[str, Any]:
        if not self.has_image:
            raise ImageNotFound("no such image", explanation=name)
        return {"Id": "sha256:" + "1" * 64}


def told(**engine: bool) -> dict[str, str]:
    return introduction(SimpleNamespace(api=Api(**engine)))  # type: ignore[arg-type]


def test_machine_tells_its_program_its_engine_and_its_image():
    found = told()
    assert found["version"] == __version__
    assert (found["engine"], found["image"], found["image_id"]) == ("27.5.1", IMAGE, "sha256:" + "1" * 64)
    assert found["python"]
    assert found["processor"]


def test_what_is_not_there_is_left_out():
    assert "image" not in told(has_image=False)
    assert "engine" not in told(is_there=False)
    assert set(introduction(None)) == {"version", "python", "system", "processor"}


@pytest.mark.engine
def test_real_engine_says_which_image_it_has(sandbox: DockerSandbox):
    assert introduction(sandbox.engine)["image_id"].startswith("sha256:")
