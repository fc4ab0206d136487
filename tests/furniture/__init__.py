"""What the demonstration lacks for every page to have something on it."""
