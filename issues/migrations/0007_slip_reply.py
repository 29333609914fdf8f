"""Who signed for a slip and who answered it, and the files that came with the answer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_who_signed(apps, schema_editor):
    """Until now only the addressee could sign."""
    slips = apps.get_model("issues", "Slip").objects.filter(receipt_at__isnull=False)
    slips.update(receipt_by_id=models.F("recipient_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_people"),
        ("issues", "0006_word_link"),
        ("organizations", "0002_no_unit_below_itself"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="slip",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="issues.slip", verbose_name="supervision slip"),
        ),
        migrations.AddField(
            model_name="slip",
            name="receipt_by",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="receipt by"),
        ),
        migrations.AddField(
            model_name="slip",
            name="replied_by",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="replied by"),
        ),
        migrations.AlterField(
            model_name="attachment",
            name="purpose",
            field=models.CharField(choices=[("finding", "at the finding"), ("reply", "with the reply"), ("slip", "with the reply to a slip"), ("before", "before"), ("after", "after"), ("other", "other")], max_length=8, verbose_name="purpose"),
        ),
        migrations.RunPython(name_who_signed, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(fields=["organization", "-id"], name="slip_by_unit"),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("purpose", "slip"), ("slip__isnull", False)), models.Q(models.Q(("purpose", "slip"), _negated=True), ("slip__isnull", True)), _connector="OR"), name="attachment_of_a_slip_names_it"),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("receipt_at__isnull", True), ("receipt_by__isnull", True)), models.Q(("receipt_at__isnull", False), ("receipt_by__isnull", False)), _connector="OR"), name="slip_receipt_by_somebody"),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")), models.Q(("replied_at__isnull", False), ("replied_by__isnull", False), models.Q(("reply", ""), _negated=True)), _connector="OR"), name="slip_reply_whole"),
        ),
    ]
