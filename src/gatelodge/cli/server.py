"""The server's commands. Django is set up before the modules that need its models are read."""

from cyclopts import App

from gatelodge.store import set_up_django

set_up_django()

from gatelodge.cli import gate_lists, ledger_commands, packs, registers, watch  # noqa: E402 - Django is set up first

app = App(name="gatelodge")
app.command(ledger_commands.verify)
app.command(ledger_commands.checkpoint)
app.command(gate_lists.gate_lists)
app.command(packs.pack)
app.command(watch.worker)
app.command(watch.lookback)
app.command(registers.prison)
app.command(registers.staff)
app.command(registers.rotate_court_secret)
