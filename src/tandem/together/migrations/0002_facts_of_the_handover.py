"""Facts tell what was said at the handover and how long the first answer took; existing ones are filled."""

from django.db import migrations, models

AT_ONCE = 1000
NOT_SAID, ACCEPTED, DECLINED = 0, 1, 2


def fill(apps, schema_editor):
    facts = apps.get_model("together", "EnquiryFact").objects
    passings = apps.get_model("handover", "Passing").objects.exclude(decision="taken_back")
    facts.filter(state="not_for_us").update(decided=DECLINED)
    counted = facts.filter(state__in=["open", "won", "lost", "declined", "not_for_us"])
    last = 0
    while batch := list(counted.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = batch[-1].pk
        found = {}
        rows = passings.filter(enquiry_id__in=[fact.pk for fact in batch]).order_by("passed_at", "pk")
        for row in rows.values("enquiry_id", "decision", "decided_at", "passed_at", "first_answered_at"):
            found.setdefault(row["enquiry_id"], []).append(row)
        told = [fact for fact in batch if fact.pk in found]
        for fact in told:
            fill_one(fact, found[fact.pk])
        facts.bulk_update(told, ["decided", "answer_minutes"], batch_size=200)


def fill_one(fact, passings):
    if fact.state != "not_for_us":
        accepted = any(one["decision"] == "accepted" and one["decided_at"] for one in passings)
        declined = any(one["decision"] == "declined" for one in passings)
        fact.decided = ACCEPTED if accepted else DECLINED if declined else NOT_SAID
    first = passings[0]
    if first["first_answered_at"]:
        waited = (first["first_answered_at"] - first["passed_at"]).total_seconds()
        fact.answer_minutes = max(int(waited // 60), 0)


class Migration(migrations.Migration):
    dependencies = [("together", "0001_initial"), ("handover", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="enquiryfact",
            name="decided",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "Nobody wrote that down"), (1, "Accepted"), (2, "Declined")], default=0
            ),
        ),
        migrations.AddField(
            model_name="enquiryfact", name="answer_minutes", field=models.PositiveIntegerField(null=True)
        ),
        migrations.CreateModel(
            name="DataVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
