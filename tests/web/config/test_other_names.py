"""A request for a name that is not this service's."""


def test_another_name_is_a_bad_request_and_no_fault_of_ours(client):
    """Monitoring counts answers of 500; a scanner that asks for other names must not add to them."""
    response = client.get("/sign-in/", headers={"host": "other.example"})
    assert response.status_code == 400
    assert "other.example" not in response.content.decode()
