"""The programs of a running site, and what each is started with."""

import os
from collections.abc import Mapping

from smartport.bootstrap.place import Place
from smartport.bootstrap.supervisor import Program

# Python computes in one thread of a process at a time: processes share the work, threads wait for slow lines, and for
# their turn at the desk: when a request came is noted by its thread, so there are enough for all who come at once.
# Beside a database server those of a process share a few connections: a usual PostgreSQL has a hundred for everybody.
PROCESSORS = os.cpu_count() or 1
SITE_WORKERS = min(max(4, PROCESSORS), 16)
SITE_THREADS = 128
CONNECTIONS_TO_A_SERVER = 64
SITE_CONNECTIONS = 800  # of each process: an open page keeps one; files and databases are within the usual 1,024 too
CELERY = ("-m", "celery")
# Workers of one machine need not know of each other.
ALONE = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")
# The evaluator runs strangers' code and is told nothing it does not need.
SECRETS = ("DATABASE_URL", "SMARTPORT_SECRET_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


def site(place: Place, environment: Mapping[str, str]) -> Program:
    """The web server."""
    options = {
        "--bind": place.address,
        "--worker-class": "gthread",
        "--workers": str(SITE_WORKERS),
        "--threads": str(SITE_THREADS),
        "--worker-connections": str(SITE_CONNECTIONS),
        "--timeout": "60",
        "--graceful-timeout": "5",
        "--keep-alive": "15",
        "--access-logfile": "-",
        "--logger-class": "smartport.access_log.AccessLog",
    }
    words = [word for option in options.items() for word in option]
    gunicorn = ("-m", "gunicorn", "smartport.wsgi:application", "--preload", "--no-control-socket", *words)
    told = {"SMARTPORT_DATABASE_POOL": str(CONNECTIONS_TO_A_SERVER // SITE_WORKERS), **environment}
    return _program(place, "site", gunicorn, told)


def follower(place: Place, environment: Mapping[str, str]) -> Program:
    """What halls and phones follow a ceremony at."""
    return _program(place, "follower", ("-m", "smartport.stage.follower"), environment)


def worker(place: Place, environment: Mapping[str, str]) -> Program:
    """The site's own worker: sweeps, takes reports in."""
    celery = (*CELERY, "-A", "smartport.celery", "worker", "-Q", "site", "-n", "site@%h", "-c", "2", *ALONE)
    return _program(place, "worker", celery, environment)


def archivist(place: Place, environment: Mapping[str, str]) -> Program:
    """The worker that reads raw extracts and builds releases: long work, in a fresh process each time."""
    words = ("worker", "-Q", "data", "-n", "data@%h", "-c", "1", "--max-tasks-per-child", "1", *ALONE)
    return _program(place, "archivist", (*CELERY, "-A", "smartport.celery", *words), environment)


def clock(place: Place, environment: Mapping[str, str]) -> Program:
    """What strikes every few seconds."""
    kept = ("-s", str(place.data / "clock"), "--pidfile", "")
    return _program(place, "clock", (*CELERY, "-A", "smartport.celery", "beat", *kept), environment)


def evaluator(place: Place, environment: Mapping[str, str]) -> Program:
    """The worker that runs submissions, as many at once as there are processors; beside the site it leaves it one."""
    celery = (*CELERY, "-A", "evaluator.worker", "worker", "-Q", "sandbox", "-n", "evaluator@%h", *ALONE)
    told = {name: value for name, value in environment.items() if name not in SECRETS}
    if not told.get("SMARTPORT_SLOTS"):
        told["SMARTPORT_SLOTS"] = str(PROCESSORS if place.is_evaluator_only else max(1, PROCESSORS - 1))
    return _program(place, "evaluator", celery, told)


def _program(place: Place, name: str, words: tuple[str, ...], environment: Mapping[str, str]) -> Program:
    return Program(
        name=name,
        command=(str(place.python), *words),
        environment=environment,
        log=place.logs / f"{name}.log",
        folder=place.root,
    )
