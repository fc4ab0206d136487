"""Network events: from the first idea to what came of it. Registration, live rooms, challenges and action plans."""
