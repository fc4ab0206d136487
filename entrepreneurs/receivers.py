"""What accounts do when something else happens."""
