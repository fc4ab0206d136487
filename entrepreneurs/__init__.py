"""People: the user, their account, and what each role may do."""
