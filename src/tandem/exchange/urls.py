from django.urls import path

from tandem.exchange.exports import views as exports
from tandem.exchange.imports import views as imports
from tandem.exchange.webhooks import views as webhooks

app_name = "exchange"
urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_run, name="import"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:pk>/values/", imports.import_values, name="import_values"),
    path("imports/<int:pk>/matching/", imports.import_matching, name="import_matching"),
    path("imports/<int:pk>/check/", imports.import_check, name="import_check"),
    path("imports/<int:pk>/begin/", imports.import_begin, name="import_begin"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/rejected.csv", imports.import_rejected, name="import_rejected"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/<int:pk>/", webhooks.webhook, name="webhook"),
    path("webhooks/<int:pk>/secret/", webhooks.new_secret, name="webhook_secret"),
    path("webhooks/<int:pk>/switch/", webhooks.switch, name="webhook_switch"),
    path("webhooks/<int:pk>/try/", webhooks.try_out, name="webhook_try"),
    path("webhooks/<int:pk>/remove/", webhooks.remove, name="webhook_remove"),
    path("webhooks/deliveries/<int:pk>/again/", webhooks.send_again, name="delivery_again"),
    path("export/", exports.export, name="export"),
    path("offers.csv", exports.offers, name="offers"),
    path("hours.csv", exports.own_hours, name="own_hours"),
    path("export/<str:name>", exports.export_file, name="export_file"),
]
