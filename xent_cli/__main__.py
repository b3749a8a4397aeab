"""The console command; also python -m xent_cli."""

import gc
import os
import sys


def main() -> None:
    """Carry out the command line, and leave with its exit code."""
    gc.disable()  # nothing of the short start is worth collecting
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no product of matrices here: its threads only cost time
    try:
        from xent_cli.app import INTERRUPTED, prepare_output, run
    except KeyboardInterrupt:
        os._exit(130)
    prepare_output()
    try:
        code = run(sys.argv[1:])
        sys.stderr.flush()
    except KeyboardInterrupt:  # while it was giving up already
        code = INTERRUPTED
    os._exit(code)  # without taking the imported modules apart first


if __name__ == "__main__":
    main()
