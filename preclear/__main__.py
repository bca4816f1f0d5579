"""``python -m preclear`` is the command ``preclear``."""

from preclear.cli import main

if __name__ == "__main__":
    main()
