"""People: who they are, how they prove it, what they agreed to, and how they leave."""
