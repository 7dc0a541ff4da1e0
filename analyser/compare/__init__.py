"""A comparison of organisations, made of the printed analyses of their statements.

`build.make_comparison` is the door; `model` is what it gives, `weights` how scores are made, `anonymise` what is
taken out for a benchmark. Nothing here reads a statement: all that is known of one stands in its `AnalysisModel`.
"""
