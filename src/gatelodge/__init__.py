"""Gatelodge: nobody leaves prison by mistake, and nobody is held without authority.

The way of a fact: a message or a page arrives (`intake`), a person confirms it, it becomes one
entry in the ledger (`record`), dates follow from law (`sentencing`), the gate assesses the exit
(`gate`), and the same assessment is repeated at each later fact (`watch`). `casework` is the only
door through which anyone writes; `web`, `cli`, `replay` and `bulk` are shells.
"""
