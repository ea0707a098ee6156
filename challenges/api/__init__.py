"""The API's doors: one file per room."""
