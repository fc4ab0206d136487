"""What learning keeps of people."""
