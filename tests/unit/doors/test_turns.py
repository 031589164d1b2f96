"""Kernels wait until everybody sees: one who is alone does not wait, and nobody waits for ever."""

import asyncio
from collections.abc import Awaitable, Callable

from workbench.turns import Turns

EVER = 3600.0


def within(what: Callable[[Turns], Awaitable[None]], **patience: float) -> None:
    async def run() -> None:
        await what(Turns(**{"paint": EVER, "longest": EVER} | patience))

    asyncio.run(run())


async def kernel(turns: Turns, name: str, order: list[str]) -> None:
    async with turns.turn():
        order.append(name)


async def settled() -> None:
    """Whatever can go on without anything else happening has gone on."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_one_who_is_alone_has_a_kernel_at_once() -> None:
    async def check(turns: Turns) -> None:
        look = turns.come()
        assert turns.alone(look)
        turns.sent(look, waits=False)
        async with turns.turn():
            assert not turns.alone(turns.come())  # a kernel is starting

    within(check)


def test_kernels_wait_for_the_last_page_to_be_painted_and_start_in_the_order_of_coming() -> None:
    async def check(turns: Turns) -> None:
        looks, order = [turns.come() for _ in range(3)], []
        assert not any(map(turns.alone, looks))
        for look in looks:
            turns.sent(look, waits=True)
        waiting = [asyncio.create_task(kernel(turns, name, order)) for name in "abc"]
        for look in looks[1:]:
            turns.seen(look)
        await settled()
        assert order == []
        turns.seen("no look of anybody")
        turns.seen(looks[0])
        await asyncio.gather(*waiting)
        assert order == ["a", "b", "c"]

    within(check)


def test_a_page_that_never_tells_keeps_nobody_waiting_for_ever() -> None:
    async def check(turns: Turns) -> None:
        first, gone = turns.come(), turns.come()
        turns.seen(gone)  # left before its picture came
        turns.sent(first, waits=True)
        await kernel(turns, "a", [])
        assert turns.looks == {}

    within(check, paint=0.0)


def test_those_who_come_without_end_keep_nobody_waiting_for_ever() -> None:
    async def check(turns: Turns) -> None:
        turns.come()
        order: list[str] = []
        await kernel(turns, "a", order)
        assert order == ["a"]

    within(check, longest=0.0)


def test_only_so_many_kernels_start_at_once() -> None:
    async def check(turns: Turns) -> None:
        order: list[str] = []
        async with turns.turn(), turns.turn():
            third = asyncio.create_task(kernel(turns, "c", order))
            await settled()
            assert order == []
        await third
        assert order == ["c"]

    within(check)
