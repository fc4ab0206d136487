#!/usr/bin/env python
import gc
import os
import sys

if __name__ == "__main__":
    gc.set_threshold(100_000, 20, 100)  # a command starts a fifth quicker when garbage is looked for less often
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
