"""What waits for an organizer: each kind of it in a file, with the button that solves it."""
