from django.urls import URLPattern, URLResolver

from tandem.people.consent import urls as consent
from tandem.people.duplicates import urls as duplicates
from tandem.people.files import urls as files
from tandem.people.letters import urls as letters
from tandem.people.organisations import urls as organisations
from tandem.people.person_page import urls as person_page
from tandem.people.persons import urls as persons
from tandem.people.privacy import urls as privacy
from tandem.people.unanswered import urls as unanswered
from tandem.people.wordings import urls as wordings
from tandem.people.writing import urls as writing

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    *persons.urlpatterns,
    *organisations.urlpatterns,
    *person_page.urlpatterns,
    *consent.urlpatterns,
    *duplicates.urlpatterns,
    *privacy.urlpatterns,
    *letters.urlpatterns,
    *files.urlpatterns,
    *unanswered.urlpatterns,
    *wordings.urlpatterns,
    *writing.urlpatterns,
]
