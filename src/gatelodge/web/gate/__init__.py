"""The gate: scan or type a pass, GO or STOP, record the exit, and the word that freezes."""
