"""The front door: who calls us about whom, what came of it, what came back, and whether partners differ."""
