from tandem.office.accounts.words import Role

# Who sells and is not the owner, who may always go beyond.
SELLERS = (Role.BOTH.value, Role.SALES.value)
