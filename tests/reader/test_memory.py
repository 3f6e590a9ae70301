"""What is kept in memory takes no more room than it is given."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from reader.memory import Memory


def kept(memory: Memory[str, int]) -> str:
    return "".join(key for key in "abcd" if memory.get(key) is not None)


def test_what_was_asked_for_longest_ago_makes_room():
    memory = Memory[str, int](10)
    for key in "abc":
        memory.keep(key, ord(key), 3)
    assert memory.get("a") == ord("a")
    memory.keep("d", ord("d"), 4)
    assert kept(memory) == "acd"
    memory.keep("b", ord("b"), 10)
    assert kept(memory) == "b"


def test_what_has_no_room_at_all_lets_the_others_stay():
    memory = Memory[str, int](10)
    memory.keep("a", 1, 10)
    memory.keep("b", 2, 11)
    assert kept(memory) == "a"


def test_one_that_is_kept_again_takes_its_room_once():
    memory = Memory[str, int](10)
    for size in (10, 1, 4):
        memory.keep("a", size, size)
    memory.keep("b", 6, 6)
    assert (memory.get("a"), memory.get("b")) == (4, 6)
    memory.clear()
    memory.keep("c", 10, 10)
    assert kept(memory) == "c"


def test_many_threads_share_one():
    memory = Memory[int, int](100)

    def work(first: int) -> list[int | None]:
        found = []
        for key in range(first, first + 2000):
            memory.keep(key % 150, key % 150, 1 + key % 7)
            found.append(memory.get(key % 150))
        return found

    with ThreadPoolExecutor(4) as threads:
        found = [*threads.map(work, range(0, 40, 10))]
    assert all(value in (None, (first + at) % 150) for first, each in zip(range(0, 40, 10), found, strict=True)
               for at, value in enumerate(each))  # fmt: skip
    there = [key for key in range(150) if memory.get(key) is not None]
    assert 0 < sum(1 + key % 7 for key in there) <= 7 * 100
    memory.keep(-1, -1, 100)  # all others go: what each took was given back
    assert [key for key in range(150) if memory.get(key) is not None] == []
    assert memory.get(-1) == -1
