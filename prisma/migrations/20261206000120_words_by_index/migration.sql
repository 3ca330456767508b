-- Words are looked for in the library by an index also when it is large. Under row-level security a condition that could tell
-- something of hidden rows is asked only after the policy, so that the app's own statements use no index on it (decision 0041).

-- Every three characters that follow each other, as marks of the organization's own: whatever holds a text holds its marks.
CREATE FUNCTION text_marks(p_org uuid, p_text text) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500 AS $$
DECLARE v_text text[] := string_to_array(lower(p_text), NULL); v_org text := p_org::text; v_marks bigint[] := '{}';
BEGIN
  FOR n IN 1 .. coalesce(cardinality(v_text), 0) - 2 LOOP
    v_marks := v_marks || hashtextextended(v_org || v_text[n] || v_text[n + 1] || v_text[n + 2], 0);
  END LOOP;
  RETURN v_marks;
END $$;

CREATE INDEX evidence_by_words ON "EvidenceItem" USING gin (text_marks("organizationId", "title" || E'\n' || "note" || E'\n' || "url")) WITH (gin_pending_list_limit = 256);
CREATE INDEX evidence_file_by_name ON "EvidenceFile" USING gin (text_marks("organizationId", "fileName")) WITH (gin_pending_list_limit = 256);
CREATE INDEX evidence_file_by_hash ON "EvidenceFile"("organizationId", "sha256" text_pattern_ops) WHERE "sha256" <> '';
-- Reckoning the marks of thousands of rows for statistics costs more than these are worth.
ALTER INDEX evidence_by_words ALTER COLUMN 1 SET STATISTICS 0;
ALTER INDEX evidence_file_by_name ALTER COLUMN 1 SET STATISTICS 0;

-- Title, note, address, file name; words inside of files; the beginning of a hash; a requirement's number.
CREATE FUNCTION fitting_evidence(p_org uuid, p_words text, p_pattern text, p_marks bigint[], p_hash text, p_key text) RETURNS SETOF uuid
LANGUAGE sql STABLE ROWS 500 AS $$
  SELECT e."id" FROM "EvidenceItem" e
   WHERE e."organizationId" = p_org AND cardinality(text_marks(p_org, p_words)) > 0
     AND text_marks(e."organizationId", e."title" || E'\n' || e."note" || E'\n' || e."url") @> text_marks(p_org, p_words)
     AND (e."title" ILIKE p_pattern OR e."note" ILIKE p_pattern OR e."url" ILIKE p_pattern)
  UNION
  SELECT f."evidenceId" FROM "EvidenceFile" f
   WHERE f."organizationId" = p_org AND cardinality(text_marks(p_org, p_words)) > 0
     AND text_marks(f."organizationId", f."fileName") @> text_marks(p_org, p_words) AND f."fileName" ILIKE p_pattern
  UNION -- One or two characters have no marks.
  SELECT e."id" FROM "EvidenceItem" e
   WHERE e."organizationId" = p_org AND cardinality(text_marks(p_org, p_words)) = 0
     AND (e."title" ILIKE p_pattern OR e."note" ILIKE p_pattern OR e."url" ILIKE p_pattern)
  UNION
  SELECT f."evidenceId" FROM "EvidenceFile" f
   WHERE f."organizationId" = p_org AND cardinality(text_marks(p_org, p_words)) = 0 AND f."fileName" ILIKE p_pattern
  UNION
  SELECT f."evidenceId" FROM "EvidenceFile" f
   WHERE f."organizationId" = p_org AND f."state" = 'AVAILABLE' AND cardinality(p_marks) > 0 AND f."wordMarks" @> p_marks
  UNION
  SELECT f."evidenceId" FROM "EvidenceFile" f
   WHERE f."organizationId" = p_org AND p_hash <> '' AND f."sha256" <> '' AND f."sha256" LIKE p_hash || '%'
  UNION
  SELECT l."evidenceId" FROM "EvidenceLink" l
   WHERE l."organizationId" = p_org AND p_key <> '' AND l."requirementKey" = p_key AND l."removedAt" IS NULL
$$;

-- Asked with the owner's rights, and so by the index: for people who see the whole organization, and of that one alone.
CREATE FUNCTION find_all_evidence(p_words text, p_pattern text, p_marks bigint[], p_hash text, p_key text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  IF NOT sees_all() THEN
    RAISE EXCEPTION 'whoever sees a part looks in that part' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT f FROM fitting_evidence(current_organization(), p_words, p_pattern, p_marks, p_hash, p_key) f;
END $$;

-- The same for everybody: whoever sees a part has it read row by row, behind the policies.
CREATE FUNCTION find_evidence(p_words text, p_pattern text, p_marks bigint[], p_hash text, p_key text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 500 AS $$
BEGIN
  IF sees_all() THEN
    RETURN QUERY SELECT f FROM find_all_evidence(p_words, p_pattern, p_marks, p_hash, p_key) f;
  ELSE
    RETURN QUERY SELECT f FROM fitting_evidence(current_organization(), p_words, p_pattern, p_marks, p_hash, p_key) f;
  END IF;
END $$;

DO $$
DECLARE f text; t text; s text := current_schema();
BEGIN
  FOREACH f IN ARRAY ARRAY['find_all_evidence(text, text, bigint[], text, text)', 'find_evidence(text, text, bigint[], text, text)'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', f, s);
  END LOOP;
  -- An owner who is no superuser stands behind the policies too. What holds back is for the role of the app; the owner, whose
  -- functions say themselves what they may show, reads these two without a condition that would come before the index.
  FOREACH t IN ARRAY ARRAY['EvidenceItem', 'EvidenceFile'] LOOP
    EXECUTE format('ALTER POLICY need_to_know ON %I TO inplace_app', t);
    EXECUTE format('CREATE POLICY owner_looks_up ON %I FOR SELECT TO %I USING (true)', t, current_user);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION find_all_evidence(text, text, bigint[], text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_all_evidence(text, text, bigint[], text, text) TO inplace_app;
