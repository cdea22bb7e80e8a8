"""The inbox: what courts sent, whose it is, what its paper says, and how it leaves."""
