"""PostgreSQL itself refuses to change or remove what is in the log of readings. SQLite has the chain alone."""

from django.db import migrations

LOCK = """
CREATE FUNCTION audit_reading_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Läsloggen kan inte ändras eller tas bort (audit_reading %)', OLD.number;
END $$;
CREATE TRIGGER audit_reading_append_only BEFORE UPDATE OR DELETE ON audit_reading
  FOR EACH ROW EXECUTE FUNCTION audit_reading_is_append_only();
"""
UNLOCK = "DROP TRIGGER audit_reading_append_only ON audit_reading; DROP FUNCTION audit_reading_is_append_only();"


def lock(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(LOCK, params=None)


def unlock(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNLOCK)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_reading_readinghead")]
    operations = [migrations.RunPython(lock, unlock)]
