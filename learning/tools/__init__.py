"""The registry of tools: every module of this package is read, and every named Tool in it is one (docs/tools.md)."""

from importlib import import_module
from pkgutil import iter_modules

from learning.tools.base import Tool

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")

TOOLS: dict[str, Tool] = {cls.name: cls() for cls in sorted(Tool.__subclasses__(), key=lambda cls: cls.place)}

__all__ = ["TOOLS", "Tool"]
