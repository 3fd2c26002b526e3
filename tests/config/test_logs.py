import logging

from tandem.config.logs import WithoutTokens


def test_a_line_about_a_refused_address_does_not_tell_its_token() -> None:
    token = "MaoOIeRWcDKWFITYluM48GOXM1bmOlFDX9SQa4Ny-u4"
    record = logging.LogRecord(
        "django.request", 30, "", 0, "%s: %s", ("Gone", f"/office/link/{token}/"), None
    )
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "Gone: /office/link/…/"


def test_other_lines_stay_as_they_are() -> None:
    record = logging.LogRecord("tandem", 30, "", 0, "%d %% of /marketing/enquiries/12/ is done", (40,), None)
    WithoutTokens().filter(record)
    assert record.getMessage() == "40 % of /marketing/enquiries/12/ is done"
