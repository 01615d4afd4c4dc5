"""Numbers in, numbers out, each with its source. Nothing here reads an extract, writes, or knows of any council.

One table is read, of chances simulated here: `data/false_alarms.csv`.
"""
