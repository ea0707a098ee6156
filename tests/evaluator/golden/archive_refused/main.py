"""Never run: the archive holds a file whose name begins like an option."""
