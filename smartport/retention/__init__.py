"""How long personal data are kept, and that they go when their time is over (law 09-08, article 3)."""
