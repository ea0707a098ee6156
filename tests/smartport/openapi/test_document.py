"""The document is made before anybody asks for it."""

import runpy

from django.conf import settings

from smartport.openapi import document as module


def test_web_server_makes_it_ready_in_every_language_before_the_first_reader():
    module.bytes_in.cache_clear()
    runpy.run_module("smartport.wsgi")
    assert module.bytes_in.cache_info().currsize == len(settings.LANGUAGES)


def test_reader_gets_it_without_waiting(client, db):
    module.make_ready()
    client.get("/api/v1/openapi.json")  # the site's own first steps
    before = module.bytes_in.cache_info().misses
    assert client.get("/api/v1/openapi.json").status_code == 200
    assert module.bytes_in.cache_info().misses == before


def test_reader_who_has_it_is_told_so(client, db):
    etag = client.get("/api/v1/openapi.json").headers["ETag"]
    answer = client.get("/api/v1/openapi.json", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    arabic = client.get("/api/v1/openapi.json", headers={"if-none-match": etag, "accept-language": "ar"})
    assert arabic.status_code == 200
