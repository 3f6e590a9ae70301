"""Requests made of the description: no answer is an error of ours, and none is other than it says."""

from __future__ import annotations

import pytest

from tests.annotations.api.fuzzing import Fuzzer

EXAMPLES = 4  # of each operation; `make bench-fuzz` sends more


@pytest.mark.django_db
def test_every_answer_is_as_described(article, owner):
    fuzzer = Fuzzer(article, owner)
    for operation in fuzzer.operations:
        fuzzer.run(operation, EXAMPLES, same=True)
    assert {200, 201, 404, 422} <= fuzzer.seen.keys()
