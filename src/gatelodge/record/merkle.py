"""One tree over all entries in ledger order, with the hashing of RFC 6962.

A leaf is the stored envelope of one entry. So one person's entries can be shown to stand in the
ledger without showing anybody else's, and two checkpoints show that nothing before was rewritten.
Source: RFC 6962 section 2.1 (hashes, inclusion and consistency proofs); RFC 9162 sections 2.1.3.2
and 2.1.4.2 (verification).
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

_LEAF = b"\x00"
_NODE = b"\x01"

EMPTY_ROOT = sha256(b"").digest()
"""Root of a ledger without entries."""


def leaf_hash(stored_envelope: bytes) -> bytes:
    """Hash of one entry's leaf."""
    return sha256(_LEAF + stored_envelope).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of the node above two others."""
    return sha256(_NODE + left + right).digest()


class Frontier:
    """The roots of the complete subtrees so far: enough to go on adding leaves and give the root.

    It holds one hash for each bit of the size, so a whole ledger passes through it in order.
    """

    def __init__(self) -> None:
        """Begin with an empty tree."""
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add the next leaf's hash."""
        for _ in range(_trailing_ones(self.size)):
            leaf = node_hash(self._roots.pop(), leaf)
        self._roots.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Root of the tree as it is now, 32 bytes."""
        if not self._roots:
            return EMPTY_ROOT
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Root of the tree over these leaf hashes, in order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Audit path of the leaf at an index (from 0), nearest first (RFC 6962 section 2.1.1).

    Raises `IndexError` for a leaf that is not there.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return (*inclusion_proof(left, index), root_of(right))
    return (*inclusion_proof(right, index - split), root_of(left))


def is_included(leaf: bytes, *, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a leaf hash stands at an index (from 0) of the tree with this size and root."""
    if not 0 <= index < size:
        return False
    node, last = index, size - 1
    computed = leaf
    for step in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            computed = node_hash(step, computed)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            computed = node_hash(computed, step)
        node >>= 1
        last >>= 1
    return last == 0 and computed == root


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> tuple[bytes, ...]:
    """Proof that the tree over all leaves continues the one over the first `earlier`.

    Source: RFC 6962 section 2.1.2. Raises `IndexError` unless 1 <= earlier <= number of leaves.
    """
    if not 1 <= earlier <= len(leaves):
        raise IndexError(f"there is no earlier tree of {earlier} in one of {len(leaves)}")
    return _subproof(leaves, earlier, is_whole=True)


def is_continued(
    *,
    earlier: int,
    earlier_root: bytes,
    size: int,
    root: bytes,
    proof: Sequence[bytes],
) -> bool:
    """Whether the tree with this size and root continues the earlier one, nothing rewritten."""
    if not 1 <= earlier <= size:
        return False
    if earlier == size:
        return not proof and earlier_root == root
    path = list(proof)
    if earlier & (earlier - 1) == 0:
        # A complete earlier tree is itself the first hash of the path.
        path.insert(0, earlier_root)
    if not path:
        return False
    return _both_roots(path, earlier - 1, size - 1) == (earlier_root, root)


def _both_roots(path: Sequence[bytes], node: int, last: int) -> tuple[bytes, bytes] | None:
    """The earlier and the later root that a path leads to; none for one of the wrong length."""
    while node & 1:
        node >>= 1
        last >>= 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            new = node_hash(new, step)
        node >>= 1
        last >>= 1
    return (old, new) if last == 0 else None


def _subproof(leaves: Sequence[bytes], earlier: int, *, is_whole: bool) -> tuple[bytes, ...]:
    if earlier == len(leaves):
        return () if is_whole else (root_of(leaves),)
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if earlier <= split:
        return (*_subproof(left, earlier, is_whole=is_whole), root_of(right))
    return (*_subproof(right, earlier - split, is_whole=False), root_of(left))


def _split(size: int) -> int:
    """The largest power of two below a size of 2 or more."""
    return 1 << ((size - 1).bit_length() - 1)


def _trailing_ones(number: int) -> int:
    """How many complete subtrees the next leaf closes."""
    return (~number & (number + 1)).bit_length() - 1
