"""Run a command with a PostgreSQL server that is there for it alone.

`python -m tests.throwaway_postgres COMMAND...` makes a cluster in a folder of its own, reached by a
socket alone, sets DATABASE_URL, runs the command, stops the server and passes the exit code on.
Without Debian's postgresql it says so; that is an error in CI alone.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_DEBIAN = Path("/usr/lib/postgresql")
_SERVER_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)


def main(command: Sequence[str]) -> int:
    """Run the command; give its exit code."""
    if not command:
        sys.stderr.write("Name a command: python -m tests.throwaway_postgres COMMAND...\n")
        return 2
    programs = server_programs()
    if programs is None:
        return absent()
    with server(programs) as url:
        return subprocess.run(
            command, check=False, env={**os.environ, "DATABASE_URL": url}
        ).returncode


def server_programs() -> Path | None:
    """Folder of initdb and pg_ctl: the newest of Debian's, or the one on the path."""
    versions = (int(each.name) for each in _DEBIAN.glob("*") if each.name.isdigit())
    for version in sorted(versions, reverse=True):
        programs = _DEBIAN / str(version) / "bin"
        if (programs / "initdb").exists():
            return programs
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """Keep a throwaway cluster running; gives its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="gatelodge-postgres-"))
    as_owner: tuple[str, ...] = ()
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_owner = ("runuser", "-u", "postgres", "--")

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [*as_owner, str(programs / program), *words],
            check=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    cluster = folder / "cluster"
    try:
        run("initdb", "-D", str(cluster), "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C", "--no-sync")  # fmt: skip
        run("pg_ctl", "-D", str(cluster), "-w", "-l", str(folder / "log"),
            "-o", f"-k {folder} {_SERVER_OPTIONS}", "start")  # fmt: skip
        try:
            run("createdb", "-h", str(folder), "-U", "postgres", "gatelodge")
            yield f"postgresql://postgres@{quote(str(folder), safe='')}/gatelodge"
        finally:
            run("pg_ctl", "-D", str(cluster), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def absent() -> int:
    """Say what is skipped; an error where nothing may be."""
    in_ci = os.environ.get("CI", "").lower() == "true"
    sys.stderr.write(
        "SKIPPED: the tests on PostgreSQL, because Debian's package postgresql is absent. "
        "Run as root: make system-packages\n"
    )
    return 1 if in_ci else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
