"""The public's choice: one confirmed account, one vote; who leads is told to nobody before the publication."""
