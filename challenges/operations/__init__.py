"""How the site itself is: tasks that failed, what its files take, what waits, and what is measured of it."""
