-- The save of one answer as a single statement: state, version, row, event and hash chain, under row-level security.
SELECT * FROM record_response($1::uuid, $2::uuid, $3::text, $4::text, $5::uuid, $6::text, $7::int, $8::int, $9::jsonb, '127.0.0.1')
