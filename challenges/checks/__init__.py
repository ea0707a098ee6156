"""A bundle tried out on a machine before its teams do."""
