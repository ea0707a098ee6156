"""Ships: who comes when, the sea, the queue in the roads, berths, pilots and tugs."""
