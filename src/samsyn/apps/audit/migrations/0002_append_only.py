"""PostgreSQL itself refuses to change or remove what is in the trail. SQLite has the chain alone."""

from django.db import migrations

LOCK = """
CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- An account that is removed leaves its name in the trail; only the link is cut.
  IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Spåret kan inte ändras eller tas bort (audit_entry %)', OLD.number;
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only();
"""
UNLOCK = "DROP TRIGGER audit_entry_append_only ON audit_entry; DROP FUNCTION audit_entry_is_append_only();"


def lock(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(LOCK, params=None)  # a plain text: % stands for itself


def unlock(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNLOCK)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(lock, unlock)]
