"""The same content-addressed storage over any S3-compatible service."""

from typing import Any

from django.core.files import File
from storages.backends.s3 import S3Storage

from smartport.storage import content_name


class ContentS3Storage(S3Storage):  # type: ignore[misc]
    """Objects named by content; saving the same content twice uploads it once."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Upload under the content's name unless it is already there; returns that name."""
        file = content if isinstance(content, File) else File(content)
        stored = content_name(file)
        return stored if self.exists(stored) else str(self._save(stored, file))
