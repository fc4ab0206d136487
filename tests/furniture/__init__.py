"""What the demonstration lacks for every page to have something on it: `python -m tests.furniture`, on the data of its environment."""
