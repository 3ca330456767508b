import { connection } from '../lib/http.mjs';
import { countLost } from '../lib/lost.mjs';

const WRITERS = 4;
const SAVES = 10_000;
const TARGETS = ['1.1.1', '2.1.1', '3.1.1', '8.1.1', '12.1.1'];

/**
 * Four writers save the same few answers, each from the version it saw last: what was acknowledged must be found in the
 * history with its very text, what was not must have been refused with 409.
 */
export async function measureLostUpdates(instance) {
  const seen = new Map(TARGETS.map((number) => [number, { version: 0 }]));
  const acknowledged = [];
  const statuses = {};
  let sent = 0;
  const writer = async (name) => {
    const http = connection(instance);
    const own = new Map(TARGETS.map((number) => [number, 0]));
    while (sent < SAVES) {
      const turn = sent;
      sent += 1;
      const number = TARGETS[turn % TARGETS.length];
      const text = `writer ${name}, save ${turn}`;
      // Half of the saves start from the newest version anybody saw, half from what this writer saw itself.
      const version = turn % 2 === 0 ? seen.get(number).version : own.get(number);
      const body = JSON.stringify({
        row: 0,
        version,
        changes: { finding: 'NOT_APPLICABLE', notApplicableReason: text },
      });
      const answer = await http.send(
        'PATCH',
        `/api/assessments/${instance.assessmentId}/responses/${number}`,
        body,
      );
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const result = JSON.parse(answer.body);
      const current = answer.status === 200 ? result.version : result.current?.version;
      if (current === undefined) throw new Error(`a save was answered with ${answer.status}: ${answer.body}`);
      own.set(number, current);
      const shared = seen.get(number);
      shared.version = Math.max(shared.version, current);
      if (answer.status === 200) acknowledged.push({ number, version: result.version, text });
      else if (answer.status !== 409) throw new Error(`a save was answered with ${answer.status}`);
    }
    http.close();
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index + 1)));
  if (acknowledged.length < SAVES / 2)
    throw new Error(`only ${acknowledged.length} of ${SAVES} saves were acknowledged: the run says nothing`);
  const lost = await countLost(instance, acknowledged);
  return {
    results: [
      {
        name: 'lost-updates',
        value: lost,
        unit: 'saves',
        target: 0,
        better: 'lower',
        comparedWith: `${acknowledged.length} acknowledged of ${SAVES} by ${WRITERS} writers, ${statuses[409] ?? 0} refused with 409`,
      },
    ],
    samples: { statuses, acknowledged: acknowledged.length },
  };
}
