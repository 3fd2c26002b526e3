import datetime

# What names the mail: its clock, its composer, and the beginning of its effect key.
COMPOSER = "sales.morning"
# As the journal names it.
KEPT = "steps_by_mail"
# Promised early and by the clock of the business; it leaves an hour before work begins.
PROMISED_AT = datetime.time(4, 0)
BEFORE_OPENING = datetime.timedelta(hours=1)
MOST_IN_A_MAIL = 15
