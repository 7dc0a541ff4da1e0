"""Statements by their address: guarded connections, polite requests, and the way from a home page to the statement.

Nothing here runs unless a user names an address.
"""
