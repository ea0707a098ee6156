"""The clock and the worker's messages: doors that load and delegate."""
