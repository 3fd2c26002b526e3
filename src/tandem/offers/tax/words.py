import datetime

LONGEST_NAME, LONGEST_SOURCE = 60, 200
# Days outside are slips of the keyboard.
FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)
