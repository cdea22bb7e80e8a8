"""What the database keeps: ledger, documents' cards, checkpoints, accounts, access log.

Only this package imports `store.models`; others import its modules (`store.ledger`,
`store.documents`, `store.checkpoints`, `store.access_log`, `store.accounts`, `store.followers`).
Nothing is imported here: Django loads the package before its models may be.
"""
