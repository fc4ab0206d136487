"""The frame: settings, pages, programmes, blocks, mail, tasks, timetable, privacy. It imports no other app."""
