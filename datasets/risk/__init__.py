"""What an attacker could learn, before and after, and what the protection cost; with the questions of the law."""
