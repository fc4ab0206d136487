"""Live feeds: what happened in one place, in order, told to those who may know and never lost (docs/live.md).

The database is the truth. A socket only tells, the channel layer only hints, and whatever either drops is read again.
"""
