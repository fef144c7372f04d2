"""What a reader has done, in a file: read and written whole, without pickle, checked as it is read.

`coding.py` turns dataclasses into JSON and back, `archive.py` reads and writes the file, and
`networks.py` says how a network is saved. What there is to be saved, the screens know.
"""
