"""How log lines look: JSON for machines, colours for a developer's terminal."""

import logging
import sys
from typing import Any

import structlog

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def formatter(*, debug: bool) -> logging.Formatter:
    """A formatter for the standard library's handlers; lines of other libraries look the same."""
    pretty = debug and sys.stderr.isatty()
    renderer: Any = structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer()
    errors = [] if pretty else [structlog.processors.format_exc_info]
    last = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *errors, renderer]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=SHARED, processors=last)


def to_the_console(*, level: str, debug: bool) -> dict[str, Any]:
    """Django's LOGGING: everything from this level on, in one way."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structlog": {"()": "smartport.logs.formatter", "debug": debug}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structlog"}},
        "root": {"handlers": ["console"], "level": level},
    }
