"""What the customer of a quote opens: short, as it stands in mails."""

from django.urls import path

from tandem.sales.quotes import public

app_name = "document"
urlpatterns = [
    path("<str:token>", public.quote, name="quote"),
    path("<str:token>/question", public.question, name="question"),
    path("<str:token>/no", public.decline, name="decline"),
    path("<str:token>/pdf", public.pdf, name="pdf"),
    path("<str:token>/logo", public.logo, name="logo"),
]
