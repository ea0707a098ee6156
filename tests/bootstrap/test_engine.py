"""Which engine is taken, and what to type where none may be used."""

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from smartport.bootstrap import engine
from smartport.bootstrap.commands import Commands
from smartport.bootstrap.engine import Answer, EngineStarter, ping
from smartport.bootstrap.packages import Packages
from smartport.bootstrap.steps import StepFailed


class Pong(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self):
        self.send_response(self.status if self.path == "/_ping" else 404)
        self.end_headers()

    def address_string(self):
        return "socket"

    def log_message(self, *_arguments):
        pass


@contextmanager
def engine_at(path, *, status=200):
    handler = type("Handler", (Pong,), {"status": status})
    with socketserver.UnixStreamServer(str(path), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"unix://{path}"
        server.shutdown()
        thread.join()


@pytest.fixture
def starter(place, steps, supervisor, monkeypatch, tmp_path):
    """One who is not root, on a machine where nothing listens at the default place."""
    monkeypatch.setattr(engine, "DEFAULT", f"unix://{tmp_path}/none.sock")
    monkeypatch.setattr(engine.os, "geteuid", lambda: 1000)

    def make(**given):
        commands = Commands(replace(place, given={**place.given, **given}))
        return EngineStarter(steps, commands, Packages(steps, commands), supervisor)

    return make


def test_engine_that_answers_is_taken(starter, tmp_path, said):
    with engine_at(tmp_path / "some.sock") as address:
        assert starter(DOCKER_HOST=address).ensure() == address

    assert f"Docker engine: running at {address}" in said.getvalue()


def test_rootless_engine_is_found(starter, tmp_path):
    with engine_at(tmp_path / "docker.sock") as address:
        assert starter(XDG_RUNTIME_DIR=str(tmp_path)).ensure() == address


def test_named_engine_that_does_not_answer_is_not_replaced_by_another(starter, tmp_path):
    with engine_at(tmp_path / "docker.sock"), pytest.raises(StepFailed) as failure:
        starter(DOCKER_HOST="unix:///gone.sock", XDG_RUNTIME_DIR=str(tmp_path)).ensure()

    assert str(failure.value) == "No Docker engine answers at DOCKER_HOST=unix:///gone.sock."


def test_plain_user_without_engine_is_told_what_to_type(starter):
    with pytest.raises(StepFailed, match=r"Type: sudo apt-get install docker\.io"):
        starter().ensure()


def test_user_outside_the_docker_group_is_told_what_to_type(starter, monkeypatch):
    monkeypatch.setattr(engine, "ping", lambda _address: Answer.REFUSED)

    with pytest.raises(StepFailed, match=r"Type: sudo usermod -aG docker \$USER"):
        starter().ensure()


def test_socket_of_another_user_is_a_refusal(monkeypatch):
    def refuse(_connection):
        raise PermissionError

    monkeypatch.setattr(engine._UnixConnection, "connect", refuse)

    assert ping("unix:///var/run/docker.sock") is Answer.REFUSED


def test_something_else_at_the_socket_is_no_engine(tmp_path):
    with engine_at(tmp_path / "other.sock", status=404) as address:
        assert ping(address) is Answer.NOTHING


def test_engine_over_ssh_is_believed():
    assert ping("ssh://elsewhere") is Answer.ENGINE


def test_nothing_is_to_be_installed_where_an_engine_answers(starter, tmp_path):
    with engine_at(tmp_path / "some.sock") as address:
        assert starter(DOCKER_HOST=address).needs() == []


def test_engine_is_a_package_to_install_for_root_on_debian(starter, monkeypatch):
    monkeypatch.setattr(Packages, "may_install", True)

    assert "docker.io" in [need.package for need in starter().needs()]


def test_dockerd_that_cannot_start_is_tried_in_both_ways_and_leaves_nothing(starter, monkeypatch, tmp_path, supervisor):
    (tmp_path / "bin").mkdir()
    dockerd = tmp_path / "bin" / "dockerd"
    dockerd.write_text("#!/bin/sh\necho tried with: $*\nexit 1\n")
    dockerd.chmod(0o755)
    monkeypatch.setattr(engine.os, "geteuid", lambda: 0)
    monkeypatch.setattr(engine, "SYSTEMD", tmp_path / "no-systemd")
    chosen = starter(PATH=f"{tmp_path}/bin:/usr/bin:/bin")

    with pytest.raises(StepFailed, match="dockerd does not start on this machine") as failure:
        chosen.ensure()

    tried = [line.partition(".sock")[2] for line in failure.value.log.read_text().splitlines()]
    assert tried == ["", " --iptables=false --ip6tables=false --bridge=none"]
    assert supervisor.names() == []
