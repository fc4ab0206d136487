"""What entrepreneurs keeps of people."""
