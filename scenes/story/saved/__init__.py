"""What a reader has done, in a file: read and written whole, without pickle, checked as it is read.

`coding.py` turns dataclasses into JSON and back, `archive.py` reads and writes the file, and
`session.py` says what there is to be saved.
"""
