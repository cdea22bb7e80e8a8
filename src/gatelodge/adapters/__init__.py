"""The outside world: keys, documents on disk, clocks, calendars, courts, printers.

Each adapter is one module that fills a port of the core. They are imported module by module, so
that a command which needs one of them does not load the libraries of all.
"""
