"""A bin/up that cannot have its folder or address says which variable to change."""

import os
import socket

import pytest

from smartport.bootstrap.claims import claim_address, claim_data_folder
from smartport.bootstrap.place import Place
from smartport.bootstrap.steps import StepFailed


def test_taken_port_is_named_with_its_variable(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(StepFailed) as failure:
            claim_address(Place(data=tmp_path, port=port))

    assert str(failure.value) == f"Port {port} is taken; choose another, such as SMARTPORT_PORT={port + 1}."


def test_port_left_a_moment_ago_is_free(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            other.accept()[0].close()
            client.recv(1)

    claim_address(Place(data=tmp_path, port=port))


@pytest.mark.parametrize("place", [{"host": "256.1.1.1"}, {"port": 99999}])
def test_impossible_address_names_both_variables(tmp_path, place):
    with pytest.raises(StepFailed, match=r"Cannot listen on \S+ \(SMARTPORT_BIND, SMARTPORT_PORT\)"):
        claim_address(Place(data=tmp_path, **place))


def test_second_start_on_the_same_folder_names_the_first(place):
    with claim_data_folder(place), pytest.raises(StepFailed) as failure, claim_data_folder(place):
        pass

    assert str(failure.value).startswith(f"Another bin/up (process {os.getpid()}) runs on {place.data};")


def test_folder_is_free_again_afterwards_and_nobody_elses(place):
    for _time in range(2):
        with claim_data_folder(place):
            assert place.data.stat().st_mode & 0o777 == 0o700


def test_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    with (
        pytest.raises(StepFailed, match=r"SMARTPORT_DATA=.*/file/data cannot be used: Not a directory"),
        claim_data_folder(Place(data=tmp_path / "file" / "data")),
    ):
        pass
