"""Hostile bytes for every door of the program: `python -m tests.fuzz TARGET|all --runs N --seed S`.

`targets.py` says what each door takes and what must hold, `mutate.py` makes bytes out of seeds, `drive.py` runs them
within a deadline, `__main__.py` prints the table.
"""
