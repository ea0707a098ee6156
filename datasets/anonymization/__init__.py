"""Makes a table anonymous: pseudonyms, coarser values, classes of at least k, and how much of both is reached."""
