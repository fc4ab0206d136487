"""Everything that looks over files without running them: `make lint`."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "Code": [BIN / "ruff", "check", "--quiet", "."],
    "Code's form": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "Templates": [BIN / "djlint", "templates", "--lint", "--quiet"],
    "Compose file": [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
    "Dockerfile": [BIN / "hadolint", "Dockerfile"],
}


def passes(name: str, command: list) -> bool:
    """Run one check; what it finds is shown only if it finds something."""
    begun = time.monotonic()
    print(f"  {name} ".ljust(28, "."), end=" ", flush=True)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(f"{time.monotonic() - begun:.1f} s" if done.returncode == 0 else f"no\n{done.stdout}", flush=True)
    return done.returncode == 0


def main() -> int:
    results = [passes(name, command) for name, command in CHECKS.items()]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
