"""Content from files into the page tree, again and again, without doubling anything or overwriting what a person changed."""
