from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path


def stub(request, **kw):
    return HttpResponse("x")


app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", stub, name="persons"),
    path("organisations/", stub, name="organisations"),
]
