"""One user a role, for a demonstration."""

import pytest
from django.core.management import call_command

from lineofsight_web.access.demo_users import create_demo_users
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import Role

pytestmark = pytest.mark.django_db


def test_there_is_one_user_a_role_and_each_password_is_printed_once(county, capsys):
    call_command("create_demo_users")
    printed = capsys.readouterr().out
    assert {user.role for user in User.objects.all()} == set(Role)
    for user in User.objects.all():
        [line] = [line for line in printed.splitlines() if line.startswith(f"{user.username} ")]
        assert user.check_password(line.split()[-1])
    call_command("create_demo_users")
    assert capsys.readouterr().out.count("(set before)") == len(Role)


def test_a_second_run_keeps_users_and_passwords_and_reset_sets_new_ones(county):
    first = create_demo_users()
    before = dict(User.objects.values_list("username", "password"))
    create_demo_users()
    assert dict(User.objects.values_list("username", "password")) == before
    again = create_demo_users(reset=True)
    assert User.objects.count() == len(Role)
    assert not set(User.objects.values_list("password", flat=True)) & set(before.values())
    assert not {user.password for user in first} & {user.password for user in again}


def test_manager_and_practitioner_work_in_a_team_that_has_children(county):
    create_demo_users()
    for role in (Role.TEAM_MANAGER, Role.PRACTITIONER):
        team = User.objects.get(role=role).team_id
        assert county.snapshot.people_of_team(team, county.snapshot.as_of)


def test_before_the_first_build_users_are_made_without_a_team():
    assert {user.team for user in create_demo_users()} == {""}
