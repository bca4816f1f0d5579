"""Compile the kernel of matching into the wheel, where there is a compiler. Without one the wheel is whole, too: only slower."""

from __future__ import annotations

import subprocess
import sysconfig
import tempfile
import zlib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("preclear/matching/kernel.c")
COMPILED = SOURCE.with_name("libkernel.so")  # not kernel.so: that name is a module of Python
FLAGS = ("-O3", "-std=c11", "-shared", "-fPIC", "-ffp-contract=off")  # sums and products as in Python: none is contracted


def compile_kernel(root: Path) -> Path | None:
    """Return the kernel, compiled beside its source, or nothing where no compiler would."""
    source, compiled = root / SOURCE, root / COMPILED
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    with tempfile.TemporaryDirectory(dir=source.parent, prefix=".kernel-") as folder:
        out = Path(folder) / compiled.name
        for program in dict.fromkeys((compiler, "cc")):
            command = [program, *FLAGS, f"-DSOURCE={zlib.crc32(source.read_bytes())}u", "-o", str(out), str(source)]
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - our own source
            except (OSError, subprocess.SubprocessError):
                continue
            return out.replace(compiled)
    return None


class CustomBuildHook(BuildHookInterface):
    """Adds the compiled kernel to the wheel, and says then that the wheel is for this platform alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; an editable install finds the kernel beside its source."""
        compiled = compile_kernel(Path(self.root))
        if compiled is None:
            self.app.display_warning("no C compiler: matching will do without its kernel, at a half to a quarter of the speed")
        elif version != "editable":
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{platform}"
            build_data["artifacts"].append(f"/{COMPILED}")


if __name__ == "__main__":
    print(compile_kernel(Path(__file__).parent) or "no C compiler")  # noqa: T201
