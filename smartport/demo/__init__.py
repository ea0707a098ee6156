"""The demo edition: what a stranger sees minutes after the first start."""
