"""One file per command: doors for the operator."""
