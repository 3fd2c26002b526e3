from django.urls import re_path

from tandem.marketing.forms import public

app_name = "form"
urlpatterns = [
    re_path(r"^(?P<slug>[a-z0-9-]{1,60})/thanks/?$", public.thanks, name="thanks"),
    re_path(r"^(?P<slug>[a-z0-9-]{1,60})/?$", public.ask, name="ask"),
]
