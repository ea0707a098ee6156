"""The site: puts everything together; nothing imports it."""
