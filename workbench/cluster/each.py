"""The pieces of a batch, made by a cluster and taken in here: only whoever started the batch writes into FIT_HOME.

A worker leaves a page on the desk, a folder below FIT_HOME/runs. Here its bytes are compared with the digests that were
answered, what it tells of whom passes the ledger of the gate, the audit log names it, and it goes to its place.
"""

import pickle
import queue
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from fitlib.errors import BatchFailed, SetUpFailed
from workbench import batch, crew, record, releases, writing
from workbench.cluster import errand, joining
from workbench.cluster.foreman import TOLD
from workbench.cluster.joining import Cluster
from workbench.record import MADE, Record

PATIENCE, AGAIN = 60, 20
Ended = list[Record] | crew.Died


def each(cluster: Cluster) -> Callable[..., Iterator[tuple[batch.Piece, Ended]]]:
    """The same as `crew.each`, on a cluster; `workers` is how many pages at once, 0 as many as the cluster takes."""

    def made(pieces: Sequence[batch.Piece], work: Any, workers: int) -> Iterator[tuple[batch.Piece, Ended]]:
        if not pieces:
            return
        first = pieces[0]
        releases.prepare(first.home)
        with joining.joined(cluster) as client, _desk(first.home, first.folder) as desk:
            asked = errand.Asked(str(first.home), str(desk), first.made_of)
            try:
                joining.check(client, asked)
                yield from _Round(client, asked).made(pieces, workers or len(pieces))
            finally:
                with suppress(Exception):  # a cluster that has gone has nobody to send home
                    client.run(errand.dismiss, str(desk), on_error="ignore")

    return made


class _Round:
    """The pieces on their way: which are out, and what has come back."""

    def __init__(self, client: Any, asked: errand.Asked) -> None:
        self.client, self.asked = client, asked
        self.out: dict[str, tuple[batch.Piece, errand.Errand, Any]] = {}
        self.back: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.tries: dict[tuple[str, ...], int] = {}

    def made(self, pieces: Sequence[batch.Piece], most: int) -> Iterator[tuple[batch.Piece, Ended]]:
        waiting = list(reversed(pieces))
        while waiting or self.out:
            while waiting and len(self.out) < most:
                self._send(waiting.pop())
            piece, future = self._next()
            ended = self._ended(piece, future)
            if ended is None:
                waiting.append(piece)
            else:
                yield piece, ended

    def _send(self, piece: batch.Piece) -> None:
        going = errand.Errand(uuid.uuid4().hex, self.asked, pickle.dumps(piece))
        future = self.client.submit(errand.run, going, key=f"fit-page-{going.name}", pure=False)
        self.out[future.key] = (piece, going, future)
        future.add_done_callback(self.back.put)

    def _next(self) -> tuple[batch.Piece, Any]:
        """The next page that has come back. Raises: BatchFailed where scheduler or all workers have gone."""
        empty = False
        while True:
            try:
                future = self.back.get(timeout=PATIENCE)
                return self.out.pop(future.key)[0], future
            except queue.Empty:
                gone = not joining.addresses(self.client)
                if gone and empty:
                    raise BatchFailed("cluster_lost") from None
                empty = gone

    def _ended(self, piece: batch.Piece, future: Any) -> Ended | None:
        """Records of the pages, how their process died, or None where they must be made once more."""
        if future.status == "error":
            return self._given_up(piece, future.exception())
        if future.status != "finished":
            raise BatchFailed("cluster_lost")
        answer = future.result()
        if answer.lost:
            return self._given_up(piece)
        if answer.unfit:
            _refuse(answer, self.asked.home)
        if answer.died is not None:
            return crew.Died(answer.died)
        taken = _taken(piece, answer)
        if taken is None:
            name = tuple(job.file for job in piece.jobs)  # a piece itself may hold what has no hash
            self.tries[name] = self.tries.get(name, 0) + 1
            if self.tries[name] > AGAIN:
                raise BatchFailed("cluster_files", home=self.asked.home)
        return taken

    def _given_up(self, piece: batch.Piece, error: BaseException | None = None) -> list[Record]:
        """A page that lost its workers is not tried on all the others. Raises: SetUpFailed where it never began."""
        if error is not None and type(error).__name__ != "KilledWorker":
            worker = self.client.scheduler.address
            raise SetUpFailed("cluster_program", worker=worker, home=self.asked.home) from None
        return [batch.failed(job, piece, BatchFailed("page_lost_workers", count=errand.TRIES)) for job in piece.jobs]


def _taken(piece: batch.Piece, answer: errand.Answer) -> list[Record] | None:
    """The pages into their place; None where bytes are not those of the answer, or others have told too close by."""
    files = {name: (Path(answer.folder) / name).read_bytes() for name in answer.files}
    if any(writing.digest_of(files[name]) != sha for name, sha in answer.files.items()):
        return None
    if not releases.take(piece.home, files.pop(TOLD)):
        return None
    records = [record.parse(Path(answer.folder) / Path(job.file).with_suffix(".json")) for job in piece.jobs]
    for found in records:
        own = [found.file, *found.files] if found.outcome == MADE else []
        for name in own:
            writing.write_whole(piece.folder / name, files[name])
        if own:
            batch.log(found, piece.home)
        record.write(found, piece.folder)
    shutil.rmtree(Path(answer.folder).parent, ignore_errors=True)
    return records


def _refuse(answer: errand.Answer, home: str) -> None:
    reason, _, name = answer.unfit.partition(":")
    if name:
        raise BatchFailed("cluster_trouble", worker=answer.worker, kind=name)
    raise SetUpFailed(f"cluster_{reason}", worker=answer.worker, home=home)


@contextmanager
def _desk(home: Path, folder: Path) -> Iterator[Path]:
    """A new folder below FIT_HOME for what the workers make; what a killed batch left there goes."""
    top = home / batch.LOCKS / f".cluster-{writing.digest(str(folder.resolve()))[:12]}"
    shutil.rmtree(top, ignore_errors=True)
    desk = top / uuid.uuid4().hex
    desk.mkdir(mode=0o700, parents=True)
    try:
        yield desk
    finally:
        shutil.rmtree(top, ignore_errors=True)
