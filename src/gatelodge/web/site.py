"""The site under gunicorn, configured in code: one process that answers for all its workers."""

from django.db import connections
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped] # it has none

from gatelodge.web.wsgi import application

_GRACE_SECONDS = 2
"""How long a request that is being answered may take once the site is told to end."""


class Site(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """Serves the site at an address of this machine until it is told to end; see `run`."""

    def __init__(self, *, host: str, port: int, processes: int, threads: int = 4) -> None:
        """Take the address, and how many processes and threads in each of them answer."""
        self._chosen = {
            "bind": f"{host}:{port}",
            "workers": processes,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": _GRACE_SECONDS,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn what was chosen."""
        for name, value in self._chosen.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """Give gunicorn the application. No connection is left for its processes to share."""
        connections.close_all()
        return application
