"""Keys: made once, readable by their owner alone, and no signature passes that is not theirs."""

import threading
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gatelodge.adapters.keys import key_id, signing_key, verifies
from gatelodge.adapters.private_file import SecretExposed, private_file
from tests.offices import known_key

# RFC 8032 section 7.1, test 2.
PUBLISHED_KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
PUBLISHED_SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "signing.pem"
    first, again = signing_key(path), signing_key(path)
    assert first.public_key == again.public_key
    assert verifies(again.public_key, b"pass", first.sign(b"pass"))
    assert path.read_text().startswith("-----BEGIN PRIVATE KEY-----")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["signing.pem"]


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    one, two = signing_key(tmp_path / "a"), signing_key(tmp_path / "b")
    assert one.key_id != two.key_id
    assert not verifies(two.public_key, b"pass", one.sign(b"pass"))


def test_the_key_id_follows_from_the_public_key() -> None:
    key = known_key()
    assert key.key_id == key_id(key.public_key)
    assert len(bytes.fromhex(key.key_id)) == 4


def test_a_published_signature_verifies() -> None:
    public = b64encode(bytes.fromhex(PUBLISHED_KEY)).decode()
    signature = bytes.fromhex(PUBLISHED_SIGNATURE)
    assert verifies(public, b"\x72", signature)
    assert not verifies(public, b"\x73", signature)
    assert not verifies(public, b"\x72", signature[:-1])
    assert not verifies(public, b"\x72", b"")


@pytest.mark.parametrize("public", ["", "no key", "AAAA", "A" * 44, "é"])
def test_what_is_no_public_key_verifies_nothing(public: str) -> None:
    assert not verifies(public, b"pass", known_key().sign(b"pass"))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o601])
def test_a_secret_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "signing.pem"
    signing_key(path)
    path.chmod(mode)
    with pytest.raises(SecretExposed, match=f"chmod 600 {path}"):
        signing_key(path)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = tmp_path / "signing.pem"
    private_file(path, lambda: pem)
    with pytest.raises(TypeError, match="Ed25519"):
        signing_key(path)


def test_eight_processes_that_start_at_once_share_one_secret(tmp_path: Path) -> None:
    start = threading.Barrier(8)
    read: list[bytes] = []

    def begin(number: int) -> None:
        start.wait()
        read.append(private_file(tmp_path / "keys" / "django", lambda: b"%d" % number * 50))

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 8
    assert len(set(read)) == 1
    assert len(read[0]) == 50
