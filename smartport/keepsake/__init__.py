"""The keepsake: the whole edition as everybody sees it, frozen into a folder that opens without a server."""
