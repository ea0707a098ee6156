"""Log lines: JSON for machines, with what the caller bound, and exceptions inside the line."""

import json
import logging

import structlog

from smartport.logs import formatter


def line_of(record):
    return json.loads(formatter(debug=False).format(record))


def test_line_of_ours_is_json_with_its_values(caplog):
    caplog.handler.setFormatter(formatter(debug=False))
    with caplog.at_level(logging.INFO):
        structlog.get_logger("challenges").info("submission received", team="Les Vigies", size=12)
    line = json.loads(caplog.text)
    assert (line["event"], line["team"], line["size"], line["level"], line["logger"]) == (
        "submission received",
        "Les Vigies",
        12,
        "info",
        "challenges",
    )
    assert line["timestamp"].endswith("Z")


def test_line_of_a_library_looks_the_same():
    line = line_of(logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", ("/x",), None))
    assert (line["event"], line["level"], line["logger"]) == ("Not Found: /x", "warning", "django.request")


def test_exception_is_told_inside_one_line():
    try:
        raise ValueError("adrift")
    except ValueError as error:
        told = (ValueError, error, error.__traceback__)
    text = formatter(debug=False).format(logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), told))
    assert "\n" not in text
    assert "ValueError: adrift" in json.loads(text)["exception"]


def test_hostile_text_stays_one_line():
    text = formatter(debug=False).format(logging.LogRecord("x", logging.INFO, "", 1, 'a\nb"\x1b[31m', (), None))
    assert "\n" not in text
    assert "\x1b" not in text
