"""What offers adds to the registries of the house."""


def register_all() -> None:
    pass
