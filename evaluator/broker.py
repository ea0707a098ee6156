"""Where messages travel: Redis, or else a folder; the site and the worker read the same settings here."""

import json
import os
import uuid
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem, redis

TRANSPORT_ALIASES["folder"] = "evaluator.broker:FolderTransport"
for scheme in ("redis", "rediss"):
    TRANSPORT_ALIASES[scheme] = "evaluator.broker:RedisTransport"

REDIS_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "max_retries": 0,
    "socket_connect_timeout": 2,
}


class RedisQoS(redis.QoS):
    """Kombu's own keeps the place of a message whose acknowledgement was lost with the connection. Once all places are
    kept so, a worker waits for ever, and does not even notice that Redis was away. The message itself comes again.
    """

    def ack(self, delivery_tag: str) -> None:
        try:
            super().ack(delivery_tag)  # type: ignore[no-untyped-call]
        except BaseException:
            self._quick_ack(delivery_tag)
            raise

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        try:
            super().reject(delivery_tag, requeue=requeue)  # type: ignore[no-untyped-call]
        except BaseException:
            self._quick_ack(delivery_tag)
            raise


class RedisChannel(redis.Channel):
    QoS = RedisQoS


class RedisTransport(redis.Transport):
    Channel = RedisChannel


class FolderChannel(filesystem.Channel):
    """Kombu's own lets a reader see a message before it is written, and knows no priorities; files are read by name."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        priority = self._get_message_priority(payload)  # type: ignore[no-untyped-call]
        name = f"{priority}_{monotonic_ns():020d}_{uuid.uuid4()}"
        hidden = folder / f".{name}"
        try:
            hidden.write_text(json.dumps(payload), encoding="utf-8")
            hidden.rename(folder / f"{name}.{queue}.msg")
        except OSError as error:
            raise ChannelError(f"Cannot leave a message in {folder}") from error

    def _restore(self, message: Any) -> None:
        """Says, where Celery looks for it, that somebody had it before."""
        message.delivery_info["redelivered"] = True
        super()._restore(message)  # type: ignore[no-untyped-call]


class FolderTransport(filesystem.Transport):
    """A queue for one machine without Redis: lost messages are found again by the sweep."""

    Channel = FolderChannel


def broker_settings(redis_url: str, *, data: Path) -> dict[str, Any]:
    """Celery's settings for the broker and for how tasks are taken; keys in small letters."""
    common = {
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_publish_retry": False,
        "worker_prefetch_multiplier": 1,
        "worker_enable_remote_control": False,
        "worker_hijack_root_logger": False,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
    }
    if redis_url:
        return {**common, "broker_url": redis_url, "broker_transport_options": REDIS_OPTIONS}
    folder = data / "broker"
    for part in (folder, folder / "taken"):
        part.mkdir(parents=True, exist_ok=True)
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder),
        "processed_folder": str(folder / "taken"),
        "polling_interval": 0.1,
    }
    return {**common, "broker_url": "folder://localhost//", "broker_transport_options": options}


def broker_from_environment(*, data: Path) -> dict[str, Any]:
    """The same, with REDIS_URL as the environment has it."""
    return broker_settings(os.environ.get("REDIS_URL", "").strip(), data=data)
