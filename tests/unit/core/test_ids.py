import re

from kiosk.core.ids import CLAIM_ALPHABET, claim_hash, kiosk_id, new_claim_code, new_id


def test_a_kiosk_is_named_after_its_key() -> None:
    assert kiosk_id(b"\x00" * 32) == "k-66687aadf862bd776c8f"


def test_ids_are_128_random_bits() -> None:
    assert re.fullmatch("[0-9a-f]{32}", new_id())
    assert new_id() != new_id()


def test_a_claim_code_can_be_read_aloud() -> None:
    code = new_claim_code()
    assert len(code) == 16
    assert set(code) <= set(CLAIM_ALPHABET)
    assert not set("01OILU") & set(CLAIM_ALPHABET)


def test_the_hash_of_a_claim_is_that_of_the_contract() -> None:
    # printf 'greensprout-claim-v1\0002222222222222222' | sha256sum
    assert claim_hash("2222222222222222") == "d55cf290b9cb4edd8c2c2bbe1f6e3c9e162ad3c8b892fba3510a51b77dbc3821"
