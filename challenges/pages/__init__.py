"""The site's doors: one file per page."""
