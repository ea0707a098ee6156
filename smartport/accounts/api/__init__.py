"""The account's doors in the API."""
