"""`python -m scenes` is `tinynet`."""

import sys

from scenes.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
