"""The addresses of API version 1. The table is written out, so that what answers need not be imported for it;
a test holds it to what answers.
"""

from django.urls import path

from tandem.exchange.api import views

app_name = "api"
# Address → name, by which config/permissions.py knows it.
ADDRESSES = {
    "persons": "persons",
    "persons/<int:pk>": "person",
    "persons/<int:pk>/consents": "person_consents",
    "consents": "consents",
    "consents/<int:pk>": "consent",
    "organisations": "organisations",
    "organisations/<int:pk>": "organisation",
    "enquiries": "enquiries",
    "enquiries/<int:pk>": "enquiry",
    "enquiries/<int:pk>/set-aside": "set_aside",
    "enquiries/<int:pk>/take-up": "take_up",
    "enquiries/<int:pk>/pass": "pass",
    "enquiries/<int:pk>/accept": "accept",
    "enquiries/<int:pk>/decline": "decline",
    "opportunities": "opportunities",
    "opportunities/<int:pk>": "opportunity",
    "opportunities/<int:pk>/move": "move",
    "opportunities/<int:pk>/assign": "assign",
    "opportunities/<int:pk>/step": "step",
    "opportunities/<int:pk>/win": "win",
    "opportunities/<int:pk>/lose": "lose",
    "opportunities/<int:pk>/reopen": "reopen",
    "needs": "needs",
    "quotes": "quotes",
    "quotes/<int:pk>": "quote",
    "quotes/<int:pk>/send": "quote_send",
    "quotes/<int:pk>/link": "quote_link",
    "quotes/<int:pk>/withdraw": "quote_withdraw",
    "orders": "orders",
    "orders/<int:pk>": "order",
    "orders/<int:pk>/take-back": "take_back",
    "offers": "offers",
    "offers/<int:pk>": "offer",
    "offers/<int:pk>/price": "offer_price",
    "offers/<int:pk>/retire": "offer_retire",
    "offers/<int:pk>/bring-back": "offer_bring_back",
    "campaigns": "campaigns",
    "channels": "channels",
    "pipelines": "pipelines",
    "stages": "stages",
    "users": "users",
}
urlpatterns = [
    path("", views.home, name="home"),
    path("openapi.json", views.openapi, name="openapi"),
    *(path(address, views.answering(name), name=name) for address, name in ADDRESSES.items()),
]
