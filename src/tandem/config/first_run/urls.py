from django.urls import path

from tandem.config.first_run import views

app_name = "start"
urlpatterns = [
    path("begin/<str:token>/", views.begin, name="begin"),
    path("business/", views.business, name="business"),
    path("agreement/", views.agreement, name="agreement"),
    path("beginning/", views.beginning, name="beginning"),
    path("sample/", views.sample, name="sample"),
    path("invite/", views.invite, name="invite"),
    path("own/", views.own, name="own"),
    path("checklist/", views.dismiss, name="dismiss"),
]
