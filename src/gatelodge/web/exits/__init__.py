"""The exit of one person: checklist, plan, the acts of authoriser and duty governor, the pass."""
