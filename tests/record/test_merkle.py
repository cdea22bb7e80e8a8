"""The tree's hashes and proofs, against the published vectors of certificate transparency."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.record.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_continued,
    is_included,
    leaf_hash,
    root_of,
)

# Inputs, roots and paths as published with the reference implementation of RFC 6962
# (certificate-transparency, merkletree tests).
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(each) for each in INPUTS]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
PATHS = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
CONTINUATIONS = {
    (1, 1): (),
    (1, 8): PATHS[0, 8],
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def hexadecimal(path: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(each.hex() for each in path)


def test_the_empty_tree_has_the_published_root() -> None:
    assert root_of([]) == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_published_roots(size: int, root: str) -> None:
    assert root_of(LEAVES[:size]).hex() == root


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_published_inclusion_proofs(index: int, size: int) -> None:
    assert hexadecimal(inclusion_proof(LEAVES[:size], index)) == PATHS[index, size]


@pytest.mark.parametrize(("earlier", "size"), CONTINUATIONS)
def test_published_consistency_proofs(earlier: int, size: int) -> None:
    assert hexadecimal(consistency_proof(LEAVES[:size], earlier)) == CONTINUATIONS[earlier, size]


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(f"entry {number}".encode()) for number in range(size)]


@given(size=st.integers(1, 70), picked=st.integers(0, 69), other=st.integers(0, 69))
def test_a_leaf_is_found_at_its_place_and_nowhere_else(size: int, picked: int, other: int) -> None:
    leaves = leaves_of(size)
    index, elsewhere = picked % size, other % size
    root = root_of(leaves)
    proof = inclusion_proof(leaves, index)
    assert is_included(leaves[index], index=index, size=size, root=root, proof=proof)
    if elsewhere != index:
        assert not is_included(leaves[index], index=elsewhere, size=size, root=root, proof=proof)
        assert not is_included(leaves[elsewhere], index=index, size=size, root=root, proof=proof)
    assert not is_included(leaves[index], index=size, size=size, root=root, proof=proof)
    assert not is_included(
        leaves[index], index=index, size=size, root=root, proof=(*proof, EMPTY_ROOT)
    )
    if proof:
        assert not is_included(leaves[index], index=index, size=size, root=root, proof=proof[:-1])


@given(size=st.integers(1, 70), before=st.integers(1, 70), rewritten=st.integers(0, 69))
def test_a_tree_continues_another_only_if_nothing_was_rewritten(
    size: int, before: int, rewritten: int
) -> None:
    earlier = 1 + (before - 1) % size
    leaves = leaves_of(size)
    earlier_root, root = root_of(leaves[:earlier]), root_of(leaves)
    proof = consistency_proof(leaves, earlier)

    def continued(proof: tuple[bytes, ...], root: bytes) -> bool:
        return is_continued(
            earlier=earlier, earlier_root=earlier_root, size=size, root=root, proof=proof
        )

    assert continued(proof, root)
    assert not continued((*proof, EMPTY_ROOT), root)
    if proof:
        assert not continued(proof[:-1], root)
    forged = list(leaves)
    forged[rewritten % earlier] = leaf_hash(b"rewritten")
    assert not continued(consistency_proof(forged, earlier), root_of(forged))


@given(st.integers(0, 200))
def test_leaves_one_by_one_give_every_root_on_the_way(size: int) -> None:
    frontier = Frontier()
    roots = [frontier.root()]
    for leaf in leaves_of(size):
        frontier.add(leaf)
        roots.append(frontier.root())
    assert frontier.size == size
    assert all(before != after for before, after in pairwise(roots))
    assert roots[-1] == root_of(leaves_of(size))


def test_proofs_of_what_is_not_there_are_refused() -> None:
    with pytest.raises(IndexError, match="no leaf 8"):
        inclusion_proof(LEAVES, 8)
    with pytest.raises(IndexError, match="no leaf -1"):
        inclusion_proof(LEAVES, -1)
    for earlier in (0, 9):
        with pytest.raises(IndexError, match="no earlier tree"):
            consistency_proof(LEAVES, earlier)
    assert not is_continued(earlier=0, earlier_root=EMPTY_ROOT, size=8, root=LEAVES[0], proof=())
