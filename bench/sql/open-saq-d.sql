-- The rows that the checklist of a SAQ D is drawn from, under row-level security.
SELECT * FROM checklist_rows($1::uuid, $2::uuid, $3::uuid)
