"""`{% load people %}`: numbers as one reads them aloud."""

from django import template

from tandem.people.persons.words import shown_phone

register = template.Library()


@register.simple_tag
def phone(number: str, country: str) -> str:
    return shown_phone(number, country)
