"""Who is let in: names in the address, and pages that ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.web.serve.hosts import Doors, addresses_of, is_local

HERE = Doors(frozenset({"localhost", "teacher", "teacher.local"}))
BEHIND = Doors(frozenset({"localhost", "school.example"}), "https://school.example/tinynet")


@pytest.mark.parametrize(
    ("host", "known"),
    [
        *(("localhost:8000", True), ("teacher", True), ("TEACHER.local:80", True)),
        *(("127.0.0.1:8000", True), ("192.168.1.7:1", True), ("[::1]:8000", True)),
        *(("evil.example:8000", False), ("localhost.evil.example", False), (None, False)),
        *(("", False), ("[::1", False), ("me@localhost", False), ("localhost:x", False)),
    ],
)
def test_only_its_own_names_and_numbers_lead_here(host: str | None, known: bool) -> None:
    assert HERE.knows(host) is known


@pytest.mark.parametrize(
    ("origin", "opened"),
    [
        *(("http://localhost:8000", True), ("https://localhost:8000", True)),
        *(("http://localhost", False), ("http://localhost:8001", False)),
        *(("http://evil.example", False), ("http://localhost:8000.evil.example", False)),
        *(("null", False), (None, False), ("", False), ("file://", False)),
        *(("http://localhost:8000/", False), ("http://me@localhost:8000", False)),
        ("http://127.0.0.1:8000", False),
    ],
)
def test_only_a_page_of_the_same_address_may_ask(origin: str | None, opened: bool) -> None:
    assert HERE.opens_to(origin, "localhost:8000") is opened


def test_a_server_in_front_has_its_own_page() -> None:
    assert BEHIND.opens_to("https://school.example", "localhost:8000")
    assert BEHIND.opens_to("https://school.example:443", "school.example")
    assert not BEHIND.opens_to("http://school.example", "localhost:8000")
    assert not BEHIND.opens_to("https://school.example:444", "localhost:8000")
    assert BEHIND.page("https://school.example") == "https://school.example/tinynet/"
    assert BEHIND.page("http://localhost:8000") == "http://localhost:8000/"


PARTS = st.lists(
    st.sampled_from(["localhost", "teacher", "evil", ".", ":", "80", "8000", "@", "/", "[", "#"]),
    max_size=5,
).map("".join)


@given(st.sampled_from(["http", "https", "ws", "file", ""]), PARTS, PARTS)
def test_no_odd_address_opens_it(scheme: str, origin: str, host: str) -> None:
    if HERE.opens_to(f"{scheme}://{origin}", host):
        assert_same(scheme, origin, host)


NAMES = st.sampled_from(["localhost", "teacher", "evil"])
ADDRESSES = st.builds(str.__add__, NAMES, st.sampled_from(["", ":80", ":443", ":8000"]))


@given(st.sampled_from(["http", "https"]), ADDRESSES, ADDRESSES)
def test_the_same_name_and_port_open_it(scheme: str, origin: str, host: str) -> None:
    if HERE.opens_to(f"{scheme}://{origin}", host):
        assert_same(scheme, origin, host)
    else:
        assert origin != host or origin.startswith("evil")


def assert_same(scheme: str, origin: str, host: str) -> None:
    default = {"http": ":80", "https": ":443"}[scheme]
    assert origin.removesuffix(default) == host.removesuffix(default)
    assert origin.partition(":")[0] in HERE.names


@given(st.from_regex(r"[a-z]{1,8}\.(example|localhost|local\.example)(:[0-9]{1,5})?"))
def test_no_foreign_name_opens_it(host: str) -> None:
    assert not HERE.opens_to(f"http://{host}", host)


def test_names_of_a_server() -> None:
    doors = Doors.of("0.0.0.0", "https://school.example/tinynet")
    assert {"localhost", "school.example"} <= doors.names
    assert not {"0.0.0.0", ""} & doors.names
    assert list(addresses_of("127.0.0.1", 80)) == ["http://127.0.0.1:80/"]
    assert list(addresses_of("::1", 8000)) == ["http://[::1]:8000/"]
    assert all("0.0.0.0" not in address for address in addresses_of("0.0.0.0", 8000))
    local = {"127.0.0.1", "127.9.9.9", "::1", "localhost", "LOCALHOST"}
    assert all(map(is_local, local))
    assert not any(map(is_local, {"0.0.0.0", "::", "192.168.1.7", "teacher"}))
