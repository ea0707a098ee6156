"""Hostile requests to every address."""
