import pytest

from tandem.office.accounts.models import User
from tests.handover.desks import a_business, a_user


@pytest.fixture
def maya(db: None) -> User:
    a_business()
    return a_user("Maya", "marketing")


@pytest.fixture
def joe(maya: User) -> User:
    return a_user("Joe", "sales", hat="sales")


@pytest.fixture
def anna(maya: User) -> User:
    return a_user("Anna", "owner")


@pytest.fixture
def ann(maya: User) -> User:
    return a_user("Ann", "read_only")
