from django.utils.translation import gettext_lazy as _

# What the one is called that every business begins with.
FIRST_PIPELINE = _("Sales")
MOST_PIPELINES = 8
LONGEST_NAME = 60
