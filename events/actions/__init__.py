"""What people do: each function is one change, whole or not at all."""
