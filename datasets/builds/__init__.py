"""From an extract to a release on paper: the recipe as people change it, what it gave, and who signed."""
