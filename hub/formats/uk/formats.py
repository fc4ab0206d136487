"""Ukrainian days without "р." after the year, for many end a sentence, and the full stop would stand there twice."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, H:i"
