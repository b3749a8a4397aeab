"""python -m xent_cli."""

from xent_cli.app import main

main()
