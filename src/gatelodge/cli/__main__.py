"""`python -m gatelodge.cli` is `gatelodge`."""

from gatelodge.cli import main

main()
