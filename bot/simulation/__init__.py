"""A synthetic city whose word of mouth is known, to hold the report against what was true.

The running bot never imports it; only the command `passaparola simulate` does.
"""
