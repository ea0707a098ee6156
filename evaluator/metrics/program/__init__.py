"""The scoring program of the built-in metrics: this folder is /app/program in the scorer's container."""
