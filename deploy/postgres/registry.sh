# Run once, on the first start of the database: the schema registry gets a user and a database of its own, so that neither
# it nor Writ can touch the other's tables.
psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v password="$REGISTRY_PASSWORD" << 'SQL'
CREATE ROLE registry LOGIN PASSWORD :'password';
CREATE DATABASE registry OWNER registry;
REVOKE CONNECT ON DATABASE registry FROM PUBLIC;
SQL
