"""What is told people by e-mail."""
