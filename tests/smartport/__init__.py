"""The site's own tests."""
