"""Built-in metrics: scores that an organizer names in challenge.yaml instead of writing a program."""
