"""What is mounted into a container beside the stranger's program: standard library alone, never imported here."""
