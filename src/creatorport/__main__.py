"""`creatorport`, and `python -m creatorport`."""

from creatorport.adapters.cli.app import cli
from creatorport.container.lifecycle import GatewayComposition


def main() -> None:
    """Run the command line."""
    cli(GatewayComposition())()


if __name__ == "__main__":
    main()
