from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        from hub import health, timetable
        from search import engines, indexing, notices, privacy, receivers  # noqa: F401
        from search.actions.saved import look_again

        timetable.watch("search_index", indexing.catch_up)
        timetable.watch("search_engines", indexing.Tending())
        health.register("search", lambda: "" if engines.is_alone() else "degraded" if engines.is_degraded() else "up")
        timetable.register("search_index", timedelta(hours=1), indexing.make_ready)
        timetable.register("tidy_search_index", timedelta(days=1), indexing.tidy)
        timetable.register("look_again", timedelta(hours=1), look_again)
