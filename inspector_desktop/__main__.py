"""`python -m inspector_desktop` is the command `inspector-desktop`."""

import sys

from inspector_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
