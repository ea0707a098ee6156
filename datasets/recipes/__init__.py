"""The recipe: a text that people read and change, and what it means."""
