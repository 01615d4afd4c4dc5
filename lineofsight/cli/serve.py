"""`lineofsight serve`: the pages, on this machine."""

from typing import Annotated

import typer

from lineofsight.cli.authored import exec_web, run_web
from lineofsight.cli.options import HomeOption, example
from lineofsight.cli.printing import say
from lineofsight.home import find_home

EXAMPLE = example("lineofsight serve --home home --port 8000")

HostOption = Annotated[str, typer.Option("--host", help="Address to listen on. Put a TLS proxy in front of any other.")]
PortOption = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, help="Server processes.")]


def command(
    home: HomeOption = None, host: HostOption = "127.0.0.1", port: PortOption = 8000, workers: WorkersOption = 2
) -> None:
    """Serve the pages from the snapshot in force. A new snapshot is shown from the next page on, without a restart."""
    where = find_home(home)
    run_web(where, "migrate", "--verbosity", "0")
    say(f"Lineofsight is at http://{host}:{port}/  (Ctrl+C stops it)")
    exec_web(where, "serve", "--bind", f"{host}:{port}", "--workers", str(workers))
