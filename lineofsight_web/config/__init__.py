"""Settings, addresses and the entry point for a server."""
