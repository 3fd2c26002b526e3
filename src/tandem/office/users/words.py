import datetime

# What the public tokens of these links are for.
SIGN_IN = "sign-in"
INVITATION = "invitation"
LINK_LASTS = datetime.timedelta(hours=24)
INVITATION_LASTS = datetime.timedelta(days=7)
