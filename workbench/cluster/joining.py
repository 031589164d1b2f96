"""Joining a Dask cluster: encrypted unless it is this very machine, and only where every worker sees the same data."""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fitlib.errors import BatchFailed, SetUpFailed
from workbench.cluster import errand

PATIENCE = 20
PLAIN, SECURE = "tcp", "tls"


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler is, and the certificates for it; those that are not given are Dask's own configuration's."""

    address: str
    ca: str | None = None
    certificate: str | None = None
    key: str | None = None

    @property
    def place(self) -> str:
        """The address with its scheme. Raises: SetUpFailed for another machine without TLS, or no address at all."""
        found = urlsplit(self.address if "://" in self.address else f"{PLAIN}://{self.address}")
        try:
            whole = found.hostname and found.port and found.scheme in (PLAIN, SECURE)
        except ValueError:
            whole = False
        if not whole:
            raise SetUpFailed("cluster_address", address=self.address)
        if found.scheme == PLAIN and not _is_here(found.hostname):
            raise SetUpFailed("cluster_open", address=self.address)
        return found.geturl()

    def security(self) -> dict[str, Any]:
        """Dask's own arguments for the certificates. Raises: SetUpFailed where a file is not there."""
        if self.place.startswith(f"{PLAIN}:"):
            return {}
        from distributed.security import Security

        given = {"tls_ca_file": self.ca, "tls_client_cert": self.certificate, "tls_client_key": self.key}
        for path in filter(None, given.values()):
            if not Path(path).is_file():
                raise SetUpFailed("cluster_certificate", file=path)
        named = {name: str(Path(path).absolute()) for name, path in given.items() if path}
        return {"security": Security(require_encryption=True, **named)}


@contextmanager
def joined(cluster: Cluster) -> Iterator[Any]:
    """A client of the scheduler. Raises: SetUpFailed where Dask is missing, nobody answers or there is no worker."""
    if importlib.util.find_spec("distributed") is None:
        raise SetUpFailed("cluster_missing")
    place, security = cluster.place, cluster.security()
    from distributed import Client

    try:
        client = Client(place, timeout=PATIENCE, set_as_default=False, name="fit", **security)
    except (OSError, ValueError, TypeError):  # Dask tells of certificates that do not fit in any of them
        raise SetUpFailed("cluster_unreachable", address=cluster.address) from None
    try:
        yield client
    finally:
        client.close()


def check(client: Any, asked: errand.Asked) -> None:
    """Raises: SetUpFailed where there is no worker, or one without the same program, folder and data."""
    if not addresses(client):
        raise SetUpFailed("cluster_empty", address=client.scheduler.address)
    for worker, found in client.run(errand.check, asked, on_error="return").items():
        if isinstance(found, BaseException) or found:
            reason = found if isinstance(found, str) else errand.PROGRAM
            raise SetUpFailed(f"cluster_{reason}", worker=worker, home=asked.home)


def addresses(client: Any) -> list[str]:
    """The workers there are now. Raises: BatchFailed where the scheduler has gone."""
    try:
        return list(client.run_on_scheduler(_workers))
    except (OSError, TimeoutError):
        raise BatchFailed("cluster_lost") from None


def _workers(dask_scheduler: Any) -> list[str]:
    return list(dask_scheduler.workers)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
