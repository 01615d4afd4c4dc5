"""Wrong passwords are counted by name and address, so the address must be the browser's and not one it made up."""

import pytest
from axes.helpers import get_client_ip_address
from django.conf import LazySettings
from django.test import RequestFactory

BROWSER, PROXY = "203.0.113.5", "127.0.0.1"


@pytest.fixture
def behind_a_proxy(settings: LazySettings) -> None:
    settings.AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]


def test_the_address_that_the_proxy_tells_is_the_browsers(behind_a_proxy):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": BROWSER}, REMOTE_ADDR=PROXY)
    assert get_client_ip_address(request) == BROWSER


def test_an_address_that_a_browser_put_before_its_own_is_not_believed(behind_a_proxy):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": f"198.51.100.1, {BROWSER}"}, REMOTE_ADDR=PROXY)
    assert get_client_ip_address(request) == PROXY


def test_without_a_proxy_the_header_counts_for_nothing():
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "198.51.100.1"}, REMOTE_ADDR=BROWSER)
    assert get_client_ip_address(request) == BROWSER
