"""What people do with searches."""
