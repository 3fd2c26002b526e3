from django.urls import URLPattern, URLResolver

from tandem.people.consent import urls as consent
from tandem.people.duplicates import urls as duplicates
from tandem.people.letters import urls as letters
from tandem.people.organisations import urls as organisations
from tandem.people.persons import urls as persons
from tandem.people.privacy import urls as privacy
from tandem.people.timeline import urls as timeline

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    *persons.urlpatterns,
    *organisations.urlpatterns,
    *timeline.urlpatterns,
    *consent.urlpatterns,
    *duplicates.urlpatterns,
    *privacy.urlpatterns,
    *letters.urlpatterns,
]
