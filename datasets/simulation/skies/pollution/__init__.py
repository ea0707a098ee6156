"""What pollutes the air around a port: quays and stations, cargo and ships, traffic, and what becomes of it."""
