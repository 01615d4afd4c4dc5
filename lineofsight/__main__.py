"""`python -m lineofsight`: the same as the command."""

from lineofsight.cli import main

if __name__ == "__main__":
    main()
