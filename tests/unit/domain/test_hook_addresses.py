from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.hooks.addresses import Destinations, is_public

PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.215.14", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]

INTERNAL = {
    "this network": "0.0.0.0",
    "and its neighbours": "0.1.2.3",
    "this machine": "127.0.0.1",
    "all of it": "127.255.255.254",
    "private, ten": "10.0.0.1",
    "private, a hundred and seventy-two": "172.31.255.255",
    "private, a hundred and ninety-two": "192.168.1.1",
    "carriers'": "100.64.0.1",
    "a cloud's credentials among them": "100.100.100.200",
    "link-local": "169.254.0.1",
    "the clouds' credentials": "169.254.169.254",
    "protocols'": "192.0.0.9",
    "another cloud's credentials": "192.0.0.192",
    "one that looks public": "168.63.129.16",
    "documentation": "203.0.113.7",
    "the relay": "192.88.99.1",
    "benchmarks'": "198.18.0.1",
    "many": "224.0.0.1",
    "the future": "240.0.0.1",
    "everybody": "255.255.255.255",
    "this machine, newer": "::1",
    "nobody, newer": "::",
    "older in newer, mapped": "::ffff:127.0.0.1",
    "a public one, mapped": "::ffff:8.8.8.8",
    "older in newer, compatible": "::8.8.8.8",
    "translated": "64:ff9b::808:808",
    "translated, to credentials": "64:ff9b::a9fe:a9fe",
    "translated at home": "64:ff9b:1::1",
    "by the relay": "2002:7f00:1::1",
    "by Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "link-local, newer": "fe80::1",
    "with a zone": "fe80::1%eth0",
    "a public one with a zone": "2606:4700::1111%eth0",
    "site-local": "fec0::1",
    "unique local": "fd12:3456::1",
    "a cloud's credentials, newer": "fd00:ec2::254",
    "many, newer": "ff02::1",
    "discarded": "100::1",
    "documentation, newer": "2001:db8::1",
    "documentation, newest": "3fff::1",
    "segments'": "5f00::1",
}
NEVER = ["169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "0.0.0.0", "224.0.0.1"]
NEVER_NEWER = [
    "fe80::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "::",
    "ff02::1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_internet_may_be_called_encrypted_alone(address: str) -> None:
    assert is_public(ip_address(address))
    assert Destinations().include(ip_address(address), encrypted=True)
    assert not Destinations().include(ip_address(address), encrypted=False)


@pytest.mark.parametrize("address", INTERNAL.values(), ids=INTERNAL)
def test_nothing_internal_may_be_called(address: str) -> None:
    assert not is_public(ip_address(address))
    assert not Destinations().include(ip_address(address), encrypted=True)


def test_what_the_operator_permits_may_be_called_in_either_way_and_nothing_beside_it() -> None:
    some = Destinations.permitting(["10.1.0.0/16", "fd12::/16", "::1/128"])
    for address in ("10.1.2.3", "fd12::5", "::1"):
        assert some.include(ip_address(address), encrypted=True)
        assert some.include(ip_address(address), encrypted=False)
    for address in ("10.2.0.1", "127.0.0.1", "fd13::5", "::ffff:10.1.2.3"):
        assert not some.include(ip_address(address), encrypted=True)


@pytest.mark.parametrize("address", [*NEVER, *NEVER_NEWER])
def test_no_permission_reaches_where_machines_get_their_credentials(address: str) -> None:
    everything = Destinations.permitting(["0.0.0.0/0", "::/0"])
    assert not everything.include(ip_address(address), encrypted=True)


def test_a_permitted_translation_leads_no_further_than_the_older_address_may_be_called() -> None:
    translating = Destinations.permitting(["64:ff9b::/96"])
    assert translating.include(ip_address("64:ff9b::808:808"), encrypted=True)
    assert not translating.include(ip_address("64:ff9b::808:808"), encrypted=False)
    assert not translating.include(ip_address("64:ff9b::a00:1"), encrypted=True)


@given(st.ip_addresses())
def test_nothing_is_public_that_python_knows_to_be_otherwise(address: object) -> None:
    found = ip_address(str(address))
    assert not is_public(found) or (found.is_global and not found.is_multicast and not found.is_reserved)
