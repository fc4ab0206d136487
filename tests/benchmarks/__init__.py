"""How quick the hub is, as ratios within one run to a named baseline: `make bench`. Nothing here is a test, and nothing fails for being slow."""
