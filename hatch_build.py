"""Compile the kernel of matching into the wheel. Where there is no C compiler, one comes from the package index for the build alone."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("preclear/matching/kernel.c")
COMPILED = SOURCE.with_name("libkernel.so")  # not kernel.so: that name is a module of Python
FLAGS = ("-O3", "-std=c11", "-shared", "-fPIC", "-ffp-contract=off")  # sums and products as in Python: none is contracted
ZIG = "ziglang>=0.13; platform_machine in 'x86_64 aarch64 arm64' and sys_platform in 'linux darwin'"  # a C compiler in a wheel, MIT


def compile_kernel(root: Path) -> Path | None:
    """Return the kernel, compiled beside its source for any processor of this kind, or nothing where no compiler would."""
    source, compiled = root / SOURCE, root / COMPILED
    with tempfile.TemporaryDirectory(dir=source.parent, prefix=".kernel-") as folder:
        out = Path(folder) / compiled.name
        caches = {"ZIG_GLOBAL_CACHE_DIR": folder, "ZIG_LOCAL_CACHE_DIR": folder}
        for compiler in _compilers():
            command = [*compiler, *FLAGS, f"-DSOURCE={zlib.crc32(source.read_bytes())}u", "-o", str(out), str(source)]
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=300, env=os.environ | caches)  # noqa: S603 - our own source
            except (OSError, subprocess.SubprocessError):
                continue
            return out.replace(compiled)
    return None


def _compilers() -> Iterator[tuple[str, ...]]:
    """What may compile C here, the machine's own first. Zig would otherwise compile for the processor that it runs on."""
    yield from dict.fromkeys((((sysconfig.get_config_var("CC") or "cc").split()[0],), ("cc",)))
    yield sys.executable, "-m", "ziglang", "cc", "-mcpu=baseline"


class CustomBuildHook(BuildHookInterface):
    """Adds the compiled kernel to the wheel, and says then that the wheel is for this platform alone."""

    def dependencies(self) -> list[str]:
        """Return the compiler that is wanted for the build where nothing here compiles the kernel; nothing where something does."""
        return [] if compile_kernel(Path(self.root)) else [ZIG]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; an editable install finds the kernel beside its source."""
        compiled = compile_kernel(Path(self.root))
        if compiled is None:
            self.app.display_warning("no C compiler: matching will do without its kernel, slower by far")
        elif version != "editable":
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{platform}"
            build_data["artifacts"].append(f"/{COMPILED}")


if __name__ == "__main__":
    print(compile_kernel(Path(__file__).parent) or "no C compiler")  # noqa: T201
