"""A drafted challenge in a folder."""

from tests.smartport.packs.conftest import drafted  # noqa: F401
