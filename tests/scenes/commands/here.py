"""A command run in the test's own process."""

from scenes.commands import cli


def run(capsys, *argv):
    """Run the command here; return its status, output and error output."""
    try:
        status = cli.main([*map(str, argv)])
    except SystemExit as ended:
        status = ended.code
    return status, *capsys.readouterr()
