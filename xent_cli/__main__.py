"""The console command; also python -m xent_cli."""

import os

try:
    import gc
    import signal
    import sys
    import warnings
    from contextlib import suppress
except KeyboardInterrupt:
    os._exit(130)


def main() -> None:
    """Carry out the command line, and leave with its exit code."""
    # An exception may be lost in the code of a library that is just calling back.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupted)
    warnings.simplefilter("ignore")  # they are for those who program: what a user should know is said
    gc.disable()  # nothing of the short start is worth collecting
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no product of matrices here: its threads only cost time
    from xent_cli.app import prepare_output, run

    prepare_output()
    code = run(sys.argv[1:])
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)  # without taking the imported modules apart first


def interrupted(*_: object) -> None:
    """Leave at once; a bar of progress had hidden the cursor."""
    if os.isatty(2):
        os.write(2, b"\x1b[?25h\n")
    os._exit(130)


if __name__ == "__main__":
    main()
