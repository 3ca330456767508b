-- Need to know: whoever answers for a piece of evidence sees it, as whoever brought it does.
ALTER POLICY need_to_know ON "EvidenceItem" USING ((SELECT sees_all())
  OR ("receivedById" = (SELECT current_person()) OR "ownerId" = (SELECT current_person())) AND (SELECT has_role('CONTROL_OWNER'))
  OR "id" IN (SELECT shown_evidence()));
