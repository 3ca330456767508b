/** How many acknowledged saves are not in the history with their very text. */
export async function countLost({ owner, organizationId, assessmentId }, acknowledged) {
  const { rows } = await owner.query(
    `SELECT "text"::jsonb -> 'data' ->> 'requirementNumber' AS number, ("text"::jsonb -> 'data' ->> 'version')::int AS version,
            "text"::jsonb -> 'data' -> 'changes' -> 'notApplicableReason' ->> 'to' AS text
       FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'response.recorded' AND "subjectId" LIKE $2`,
    [organizationId, `${assessmentId}/%`],
  );
  const history = new Map(rows.map((row) => [`${row.number}@${row.version}`, row.text]));
  return acknowledged.filter(({ number, version, text }) => history.get(`${number}@${version}`) !== text)
    .length;
}
