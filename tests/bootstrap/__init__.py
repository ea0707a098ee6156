"""From a bare machine to a running site: what can be tested without installing anything."""
