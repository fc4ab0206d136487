"""What search keeps of people."""

from hub.privacy import nothing_personal

nothing_personal("Words that mean the same, as editors have said", "search.SynonymSet")
