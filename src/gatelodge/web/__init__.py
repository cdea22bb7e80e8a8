"""The screens: forms, one act of casework each, and pages that show where each fact comes from.

A view reads its form, calls casework once and redirects. Nothing here decides: the gate, the dates
and the inbox are decided below. Every address stands in `web.access`; what is not there is denied.
"""
