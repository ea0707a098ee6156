"""The parent of everything the API shows or reads."""

from typing import Any

from rest_framework import serializers


class Shape(serializers.Serializer[Any]):
    """A thing as the API shows it, or as it wants to be given it; what the document says of it stands in words that are
    translated, never in a docstring."""
