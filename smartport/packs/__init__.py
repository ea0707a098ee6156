"""Challenge packs: folders that a person wrote, and how they come onto the site."""
