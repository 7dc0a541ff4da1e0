"""`python -m analyser` is `avgtoets`."""

from analyser.cli import main

if __name__ == "__main__":
    main()
