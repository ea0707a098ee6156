"""What is worked out of the raw tables before anything is coarsened: queues, berths, sea, parts of a time."""
