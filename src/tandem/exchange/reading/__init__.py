"""From a file on disk to typed, checked rows. Pure: no database, no clock.

source = opening.open_source(path, "leads.csv")            # raises refusals.FileRefused
mapping = headers.recognise(source, "enquiries", {"channel": "Where from"})
found = examining.examine(source, mapping)                 # date order, decimal mark, unknown words
for batch in rows.typed_rows(source, mapping, kind="enquiries", zone=zone,
                             date_order=found.date_order, decimal=found.decimal):
    for number, row in batch:                              # rows.TypedRow or rejections.Rejection
"""
