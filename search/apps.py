from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from hub import timetable
        from search import indexing, privacy, receivers  # noqa: F401

        timetable.watch("search_index", indexing.catch_up)
        timetable.register("search_index", timedelta(hours=1), indexing.make_ready)
        timetable.register("tidy_search_index", timedelta(days=1), indexing.tidy)
