"""The addresses below /<language>/, by place."""
