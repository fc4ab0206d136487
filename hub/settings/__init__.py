"""Settings: base for all, demo for one machine, production by the environment, tests."""
