"""The registry of activities: every module of this package is read, and every named Activity in it is one (docs/activities.md)."""

from importlib import import_module
from pkgutil import iter_modules

from learning.activities.base import Activity, Feedback, Remark

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")


def named(cls: type[Activity]) -> list[type[Activity]]:
    return [found for sub in cls.__subclasses__() for found in ([sub] if "name" in vars(sub) else []) + named(sub)]


ACTIVITIES: dict[str, type[Activity]] = {cls.name: cls for cls in sorted(named(Activity), key=lambda cls: cls.name)}

__all__ = ["ACTIVITIES", "Activity", "Feedback", "Remark"]
