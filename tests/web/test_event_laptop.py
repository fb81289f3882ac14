"""The laptop of an event finds the address that phones can reach, with and without internet."""

from __future__ import annotations

import pytest

from screens.session.addresses import Sites, sites_for
from web import event_laptop


def in_networks(
    monkeypatch: pytest.MonkeyPatch, interfaces: list[tuple[str, str]], routed: list[str]
) -> None:
    monkeypatch.setattr(event_laptop, "_interfaces", lambda: interfaces)
    monkeypatch.setattr(event_laptop, "_towards_the_internet", lambda: routed)
    monkeypatch.setattr(event_laptop, "_by_name", lambda: ["127.0.1.1"])


def test_a_laptop_that_makes_the_wifi_has_no_route_and_is_found_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_networks(monkeypatch, [("lo", "127.0.0.1"), ("docker0", "172.17.0.1"), ("wlan0", "10.42.0.1")], [])
    assert event_laptop.addresses() == ["10.42.0.1"]


def test_its_own_wifi_comes_before_the_cable_to_the_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    in_networks(monkeypatch, [("eth0", "192.168.178.23"), ("wlan0", "192.168.137.1")], ["192.168.178.23"])
    assert event_laptop.addresses() == ["192.168.137.1", "192.168.178.23"]


def test_without_any_network_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    in_networks(monkeypatch, [("lo", "127.0.0.1")], [])
    assert event_laptop.announce(8501) == "http://127.0.0.1:8501"
    assert "nog in geen enkel netwerk" in capsys.readouterr().out


def test_another_address_can_be_chosen_and_the_others_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_networks(monkeypatch, [("eth0", "192.168.178.23"), ("wlan0", "192.168.4.7")], ["192.168.178.23"])
    monkeypatch.setenv("PUBLIC_URL", "http://192.168.4.7:8501")
    assert event_laptop.announce(8501) == "http://192.168.4.7:8501"
    assert "PUBLIC_URL=http://192.168.178.23:8501" in capsys.readouterr().out


def test_what_is_taken_home_opens_at_the_centre(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sites_for("http://10.42.0.1:8501").home == "http://10.42.0.1:8501"
    monkeypatch.setenv("CENTRE_URL", "https://scan.example/")
    assert sites_for("http://10.42.0.1:8501") == Sites("http://10.42.0.1:8501", "https://scan.example")


def test_the_networks_of_this_computer_are_found_by_name_with_their_address():
    assert event_laptop.LOOPBACK in {address for _, address in event_laptop._interfaces()}
