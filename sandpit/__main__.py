"""`python -m sandpit` does what the command `sandpit` does."""

from sandpit.cli import app

if __name__ == "__main__":
    app(prog_name="sandpit")
